# Writes OUTPUT, a C++ source that defines FUNCTION, declared in HEADER: the content of a file by its name relative to
# ROOT, and of SHA256 the digest of all names and contents. FILES are the patterns of the files, separated by blanks.
# Each file becomes several adjacent string literals, because the length of a literal is limited.
string(REPLACE " " ";" patterns "${FILES}")
list(TRANSFORM patterns PREPEND ${ROOT}/)
file(GLOB files LIST_DIRECTORIES false ${patterns})
list(SORT files)
set(rows "")
set(all "")
foreach(file IN LISTS files)
  file(RELATIVE_PATH name ${ROOT} ${file})
  file(READ ${file} text HEX)
  string(APPEND all "${name} ${text}\n")
  string(LENGTH "${text}" hex_length)
  math(EXPR size "${hex_length} / 2")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "\\\\x\\1" text "${text}")
  # Split into short literals, which the compiler joins.
  string(REGEX REPLACE "(................................................................................................................................................................................................................................................................)" "\\1\"\n\"" text "${text}")
  string(APPEND rows "    {\"${name}\", std::string_view(\"${text}\", ${size})},\n")
endforeach()
string(SHA256 digest "${all}")
string(APPEND rows "    {\"SHA256\", \"${digest}\"},\n")
file(WRITE ${OUTPUT} "#include \"${HEADER}\"\n\nnamespace broadtape {\nstd::string_view ${FUNCTION}(std::string_view name) {\n  constexpr struct { std::string_view name, text; } kFiles[] = {\n${rows}};\n  for (const auto& file : kFiles) {\n    if (file.name == name) return file.text;\n  }\n  return {};\n}\n\n}  // namespace broadtape\n")
