# Writes OUTPUT, a C++ source with the function FUNCTION, which HEADER declares: the bytes of a file, by its name under
# ROOT. FILES are the patterns of the files that it holds, with blanks between.
# Each file becomes a run of raw string literals, because a literal has a length limit (65,536 bytes is portable).
string(REPLACE " " ";" patterns "${FILES}")
list(TRANSFORM patterns PREPEND ${ROOT}/)
file(GLOB files ${patterns})
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
file(WRITE ${OUTPUT} "#include \"${HEADER}\"\n\nnamespace broadtape {\nstd::string_view ${FUNCTION}(std::string_view name) {\n  constexpr struct { std::string_view name, text; } kFiles[] = {\n${rows}};\n  for (const auto& file : kFiles) {\n    if (file.name == name) return file.text;\n  }\n  return {};\n}\n\n}  // namespace broadtape\n")
