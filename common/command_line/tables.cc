#include "common/command_line/tables.h"

#include <algorithm>

namespace broadtape {

const VerbRow* find_verb(const ProgramRow& program, std::string_view name) {
  const auto row =
      std::find_if(program.verbs.begin(), program.verbs.end(), [&](const VerbRow& verb) { return verb.name == name; });
  return row == program.verbs.end() ? nullptr : &*row;
}

const OptionRow* find_option(const ProgramRow& program, std::uint32_t verb_bit, std::string_view name) {
  const auto row = std::find_if(program.options.begin(), program.options.end(), [&](const OptionRow& option) {
    return option.name == name && (option.verbs & verb_bit) != 0;
  });
  return row == program.options.end() ? nullptr : &*row;
}

std::vector<std::string_view> words_of(std::string_view list) {
  std::vector<std::string_view> words;
  for (std::size_t begin = 0; begin < list.size();) {
    const std::size_t end = std::min(list.find(' ', begin), list.size());
    if (end > begin) words.push_back(list.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

}  // namespace broadtape
