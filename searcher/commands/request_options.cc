#include "searcher/commands/request_options.h"

#include <unistd.h>

#include <iostream>

#include "common/config/config.h"
#include "common/terminal/display.h"
#include "common/terminal/terminal_text.h"

namespace broadtape {
namespace {

void add_query(const Options& options, RequestValues& values) {
  const ParameterRow* const query = values.find("q");
  if (!query || options.operands.empty()) return;
  if (query->occurs == Occurs::kRepeated) {
    for (const std::string& operand : options.operands) values.add(*query, operand);
    return;
  }
  std::string text;
  for (const std::string& word : options.operands) text += (text.empty() ? "" : " ") + word;
  values.add(*query, text);
}

// Saved searches keep what the user wrote, and not the defaults of the day.
void add_configured(const Config& config, std::uint32_t verb, RequestValues& values) {
  const auto add = [&](const char* name, const std::vector<std::string>& texts) {
    const ParameterRow* const row = values.find(name);
    if (!row || !(row->verbs & verb) || values.has(row->name)) return;
    for (const std::string& text : texts) values.add(*row, text);
  };
  if (config.timezone) add("timezone", {*config.timezone});
  if ((verb & (kSaveVerb | kNewVerb | kSavedVerb)) == 0) add("source", config.sources);
}

}  // namespace

RequestValues values_of(const Options& options) {
  const std::uint32_t verb = options.verb->bit;
  RequestValues values(Front::kCommandLine, verb);
  add_query(options, values);
  for (const ParameterRow& row : request_parameters()) {
    if (row.option.empty() || !(row.verbs & verb) || !options.has(row.option)) continue;
    if (row.form == ParameterForm::kFlag) values.add(row, "true");
    for (const std::string& text : options.texts(row.option)) values.add(row, text);
  }
  add_configured(user_config(), verb, values);
  return values;
}

OutputStyle style_of(const Options& options, const RequestValues& values) {
  const Screen screen = screen_of(STDOUT_FILENO);
  OutputStyle style;
  read_request(values, style);
  style.text.width = text_width(screen, process_environment);
  style.text.colour = wants_colour(when_of("color", options.text("color", user_config().color.value_or("auto"))),
                                   screen, process_environment);
  style.text.hyperlinks =
      wants_hyperlinks(when_of("hyperlinks", options.text("hyperlinks", user_config().hyperlinks.value_or("auto"))),
                       screen, process_environment);
  style.text.scores = options.has("scores");
  return style;
}

std::vector<std::string> archive_paths(const Options& options) {
  const std::vector<std::string> values =
      options.has("archive") ? options.texts("archive") : std::vector<std::string>();
  return archive_folders(user_config(), values, default_archive_path());
}

Archive open_archive(const Options& options) {
  return Archive::open(archive_paths(options));
}

void print_warnings(const Warnings& warnings) {
  for (const Warning& warning : warnings) print_warning(warning.message);
}

void print_warning(const std::string& message) {
  std::cerr << "tape-search: " << harmless(message) << '\n';
}

}  // namespace broadtape
