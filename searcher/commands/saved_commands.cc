// The verbs save, new and saved.
#include <algorithm>
#include <iostream>
#include <memory>
#include <utility>

#include "common/archive/saved_searches.h"
#include "common/error/error.h"
#include "common/terminal/terminal_text.h"
#include "searcher/alerts/delivery.h"
#include "searcher/commands/commands.h"
#include "searcher/commands/last_query.h"
#include "searcher/commands/request_options.h"
#include "searcher/commands/shell_command.h"
#include "searcher/output/hit_rows.h"
#include "searcher/output/saved_writer.h"
#include "searcher/output/search_writer.h"
#include "searcher/output/text_parts.h"
#include "searcher/request/saved_request.h"
#include "searcher/views/match_count.h"
#include "searcher/views/news.h"

namespace broadtape {
namespace {

std::string name_operand(const Options& options, const char* verb) {
  if (options.operands.size() == 1) return options.operands.front();
  std::string words;
  for (const std::string& word : options.operands) words += " " + shell_word(word);
  throw Error(ErrorKind::kUsage, std::string(verb) + " takes the name of a saved search",
              options.operands.empty() ? "tape-search saved lists them"
                                       : "to search for these words: tape-search find " + std::string(verb) + words);
}

// The options that select articles, as save takes them.
std::map<std::string, std::vector<std::string>, std::less<>> selecting_options(const Options& options) {
  std::map<std::string, std::vector<std::string>, std::less<>> selecting;
  for (const ParameterRow& row : request_parameters()) {
    if (row.verbs == kEveryVerb || !(row.verbs & kSaveVerb) || row.option.empty() || !options.has(row.option)) continue;
    selecting[std::string(row.option)] = options.texts(row.option);
  }
  return selecting;
}

std::function<void()> say_waiting(const std::string& name) {
  return [name] { print_warning("waiting for another process that uses the saved search " + name); };
}

// The query as typed, with its options.
std::string command_of(const SavedSearch& search) {
  std::string command;
  for (const auto& [option, texts] : search.options) {
    if (texts.empty()) command += " --" + option;
    for (const std::string& text : texts) command += " --" + option + " " + shell_word(text);
  }
  return search.query.empty() && !command.empty() ? command.substr(1) : search.query + command;
}

// Where its news are to be delivered; nullopt for --alert none.
std::optional<AlertSettings> alert_settings(const Options& options, std::uint64_t runs) {
  AlertSettings settings;
  settings.targets = options.texts("alert");
  settings.articles = static_cast<std::uint64_t>(options.number("alert-articles", 100, 10'000, 1));
  settings.from = runs;
  if (settings.targets == std::vector<std::string>{"none"}) return std::nullopt;
  for (const std::string& target : settings.targets) require_alert_target(target);
  return settings;
}

void replace_search(const std::string& path, const std::string& name, SavedSearch search, bool keep_alert) {
  LockedSavedSearch locked(path, name, say_waiting(name));
  // What came since it was asked is new to the changed query, too.
  search.mark = locked.search().mark;
  search.asked_s = locked.search().asked_s;
  if (keep_alert) search.alert = locked.search().alert;
  locked.prepare(search);
  locked.commit();
}

// Writes the news of one answer, and counts them.
class NewsOutput {
 public:
  NewsOutput(const Archive& archive, const NewsRequest& request, const OutputStyle& style, const FieldList& fields)
      : archive_(archive), request_(request), style_(style), fields_(fields) {}

  NewsCounts write_text(const SavedSearch& search) {
    stream({.story = true}, [&](Hit&& hit) { write_news(hit, style_.text, std::cout); });
    write_news_summary(counts_, search, style_.text, std::cout);
    return counts_;
  }

  NewsCounts write_rows() {
    HitRows rows(style_.format == Format::kCsv ? RowForm::kCsv : RowForm::kJsonl, fields_, style_.csv, std::cout);
    stream(parts_of(fields_), [&](Hit&& hit) { rows.write(hit); });
    rows.flush();
    return counts_;
  }

  NewsCounts write_json(const Json& search) {
    std::vector<Hit> hits;
    SearchAnswer answer = stream(parts_of(fields_), [&](Hit&& hit) { hits.push_back(std::move(hit)); });
    answer.hits = std::move(hits);
    std::cout << json_text_of(answer, fields_, {.first = {{"saved_search", search}}}, JsonLayout::kIndented);
    return counts_;
  }

 private:
  SearchAnswer stream(const HitParts& parts, const std::function<void(Hit&&)>& write) {
    SearchAnswer head;
    const auto begin = [&](const SearchAnswer& answer) {
      print_warnings(answer.query.warnings);
      head = answer;
    };
    stream_news(archive_, request_, parts, begin, [&](Hit&& hit) {
      ++(hit.news == News::kCorrected ? counts_.corrected : counts_.fresh);
      write(std::move(hit));
    });
    return head;
  }

  const Archive& archive_;
  const NewsRequest& request_;
  const OutputStyle& style_;
  const FieldList& fields_;
  NewsCounts counts_;
};

void warn_of_older_state(const std::string& name, std::uint64_t mark, std::uint64_t runs) {
  if (runs >= mark) return;
  print_warning("the archive has " + std::to_string(runs) + " runs, but " + name + " was asked up to run " +
                std::to_string(mark) + ": it was restored from an older copy; what is added from now on is new");
}

}  // namespace

std::string saved_archive_path(const Options& options) {
  const std::vector<std::string> paths = distinct_folders(archive_paths(options));
  if (paths.size() == 1) return paths.front();
  throw Error(ErrorKind::kUsage, "a saved search is one of a single archive", "give one --archive");
}

// Runs are numbered by the one writer of an archive, whereas remote shards change without it.
Archive open_numbered_archive(const std::string& path) {
  const std::vector<Shard> shards = read_manifest(path).shards;
  if (std::all_of(shards.begin(), shards.end(), [](const Shard& shard) { return shard.remote_host.empty(); }))
    return Archive::open(path);
  throw Error(ErrorKind::kUsage, "saved searches need an archive without remote shards",
              "save them in the archives that the shards are of");
}

int run_save(const Options& options) {
  if (options.operands.empty()) throw Error(ErrorKind::kUsage, "save takes a name and a query");
  const std::string& name = options.operands.front();
  require_saved_name(name);
  Options query = options;
  query.operands.erase(query.operands.begin());
  const RequestValues values = values_of(query);
  CountRequest request;
  request.queries.push_back(base_query());
  read_request(values, request.queries.front());
  require_query(values, request.queries.front());
  const std::string path = saved_archive_path(options);
  const Archive archive = open_numbered_archive(path);
  Analyser analyser;
  const MatchCount count = count_matches(archive, analyser, request).counts.front();
  print_warnings(count.query.warnings);
  SavedSearch search{last_query_of(query).text, selecting_options(options), now_s(), std::nullopt, archive.runs()};
  if (options.has("alert")) search.alert = alert_settings(options, archive.runs());
  if (options.has("replace")) {
    replace_search(path, name, search, !options.has("alert"));
  } else {
    add_saved_search(path, name, search);
  }
  print_warning(name + " is saved; it finds " + plural(count.total, "article") + " now, and tape-search new " + name +
                " lists those to come");
  return kExitFound;
}

int run_new(const Options& options) {
  const std::string name = name_operand(options, "new");
  const std::string path = saved_archive_path(options);
  // Locked before the archive is opened: its state is then at least that up to which the search was asked.
  std::shared_ptr<LockedSavedSearch> locked;
  SavedSearch search;
  if (options.has("peek")) {
    search = read_saved_search(path, name);
  } else {
    locked = std::make_shared<LockedSavedSearch>(path, name, say_waiting(name));
    search = locked->search();
  }
  const RequestValues values = saved_values(name, search, values_of(options));
  const OutputStyle style = style_of(options, values);
  const NewsRequest request = news_request(values, search, base_query());
  const FieldList fields = values.has("fields") || style.format == Format::kText ? read_fields(values, style.format)
                                                                                 : parse_fields("+news", style.format);
  const Archive archive = open_numbered_archive(path);
  const std::uint64_t runs = archive.runs();
  warn_of_older_state(name, search.mark, runs);
  if (locked) {
    SavedSearch next = search;
    next.mark = std::max(search.mark, runs);
    next.asked_s = now_s();
    locked->prepare(next);
    after_output([locked] { locked->commit(); });
  }
  NewsOutput output(archive, request, style, fields);
  const NewsCounts counts = style.format == Format::kText   ? output.write_text(search)
                            : style.format == Format::kJson ? output.write_json(json_news(name, search, runs))
                                                            : output.write_rows();
  return counts.fresh + counts.corrected > 0 ? kExitFound : kExitNothing;
}

int run_saved(const Options& options) {
  const std::string path = saved_archive_path(options);
  if (!options.operands.empty())
    throw Error(ErrorKind::kUsage, "saved takes no names", "tape-search new NAME lists what is new for one search");
  if (options.has("delete")) {
    for (const std::string& name : options.texts("delete")) remove_saved_search(path, name, say_waiting(name));
    return kExitFound;
  }
  const RequestValues values = values_of(options);
  const OutputStyle style = style_of(options, values);
  const Archive archive = open_numbered_archive(path);
  Analyser analyser;
  SavedSearchList list;
  std::optional<Error> damage;
  for (const std::string& name : saved_names(path)) {
    try {
      const SavedSearch search = read_saved_search(path, name);
      std::string fault;
      const auto say = [&](const std::string& message) {
        print_warning(message);
        fault = message.substr(name.size() + 2);  // without the name
      };
      const auto news = count_news(archive, analyser, name, search, values, base_query(), say);
      list.searches.push_back({name, search, command_of(search), news, fault});
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::kCorrupt && error.kind() != ErrorKind::kTooNew) throw;
      if (damage) print_warning(damage->what());
      damage = error;
    }
  }
  write_answer(list, style, std::cout);
  if (damage) throw *damage;
  return list.searches.empty() ? kExitNothing : kExitFound;
}

}  // namespace broadtape
