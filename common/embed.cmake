# Writes OUTPUT, a C++ source that holds the text files under ROOT/symbols and ROOT/words; see embedded_data.h.
# Each file becomes a run of raw string literals, because a literal has a length limit (65,536 bytes is portable).
file(GLOB files ${ROOT}/symbols/*.tsv ${ROOT}/words/*)
list(SORT files)
set(rows "")
foreach(file IN LISTS files)
  file(RELATIVE_PATH name ${ROOT} ${file})
  file(READ ${file} text HEX)
  string(LENGTH "${text}" hex_length)
  math(EXPR size "${hex_length} / 2")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "\\\\x\\1" text "${text}")
  # 4 characters a byte: split into literals of 4,000 bytes, which the compiler joins.
  string(REGEX REPLACE "(................................................................................................................................................................................................................................................................)" "\\1\"\n\"" text "${text}")
  string(APPEND rows "    {\"${name}\", std::string_view(\"${text}\", ${size})},\n")
endforeach()
file(WRITE ${OUTPUT} "#include \"common/embedded_data.h\"\n\nnamespace broadtape {\nnamespace {\nconstexpr struct { std::string_view name, text; } kFiles[] = {\n${rows}};\n}  // namespace\n\nstd::string_view embedded_data(std::string_view name) {\n  for (const auto& file : kFiles) {\n    if (file.name == name) return file.text;\n  }\n  return {};\n}\n\n}  // namespace broadtape\n")
