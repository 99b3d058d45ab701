#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>

#include "common/text/ascii.h"
#include "indexer/input/byte_source.h"
#include "indexer/readers/forms.h"
#include "indexer/readers/json/json.h"
#include "indexer/readers/json/json_envelopes.h"
#include "indexer/readers/text/line_shapes.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

using nlohmann::json;

constexpr RefusedForm kJsonLog{
    "a log in JSON", "convert its messages to JSON Lines, or name the member with headlines: --field title=NAME"};
constexpr std::string_view kNoArticles = "add the files that have the articles";

struct JsonKindRow {
  RefusedForm form;
  std::string_view all[2];  // members that it has; empty: no further one
  std::string_view any[8];  // of which it has one
};
constexpr JsonKindRow kJsonKinds[] = {
    {{"the configuration of a package", kNoArticles},
     {"name"},
     {"dependencies", "devDependencies", "peerDependencies", "require", "scripts", "engines", "manifest_version",
      "autoload"}},
    {{"the configuration of a compiler", kNoArticles}, {"compilerOptions"}, {"compilerOptions"}},
    {{"GeoJSON", "export its texts as CSV or JSON Lines"}, {"type", "features"}, {"features"}},
    {{"GeoJSON", "export its texts as CSV or JSON Lines"}, {"type", "geometry"}, {"properties"}},
    {{"a JSON schema", kNoArticles}, {"$schema"}, {"properties", "definitions", "$defs", "items", "oneOf", "anyOf"}},
    {{"a description of an interface (OpenAPI)", kNoArticles}, {"info", "paths"}, {"openapi", "swagger"}},
    {{"a notebook (Jupyter)", "convert it, for example with: jupyter nbconvert --to markdown FILE"},
     {"cells"},
     {"nbformat"}},
    {{"a record of a log", kJsonLog.hint},
     {"request"},
     {"remote_addr", "remote_ip", "remote_host", "clientip", "client_ip", "body_bytes_sent", "http_user_agent"}},
    {{"a web app manifest", kNoArticles}, {"name", "icons"}, {"start_url", "display", "short_name"}},
};
constexpr RefusedForm kHttpArchive{"an HTTP archive (HAR)", "save the pages themselves, or convert it to WARC"};
constexpr RefusedForm kErrorAnswer{"an error message of a service", "repeat the request to the service"};

// Members of a record of a log, as the libraries for logging name them.
constexpr std::string_view kLevelMembers[] = {"level",     "lvl",      "severity",     "levelname",
                                              "log.level", "loglevel", "severityText", "severity_text",
                                              "log_level", "Level",    "PRIORITY",     "@l"};
constexpr std::string_view kSyslogMembers[] = {"PRIORITY", "severity", "syslog.severity"};  // with numbers from 0 to 7
constexpr std::string_view kLogTexts[] = {"message", "msg", "log", "textPayload",     "body",
                                          "MESSAGE", "@m",  "@mt", "RenderedMessage", "MessageTemplate"};
constexpr std::string_view kLogTimes[] = {"time",      "timestamp", "@timestamp", "ts", "asctime",
                                          "Timestamp", "datetime",  "date",       "@t", "created"};
constexpr std::string_view kProgramMembers[] = {
    "logger",     "logger_name", "thread",     "thread_name", "threadName",    "pid",           "process",
    "hostname",   "caller",      "stacktrace", "stack",       "stack_trace",   "exception",     "module",
    "funcName",   "lineno",      "filename",   "pathname",    "service",       "service.name",  "app",
    "traceId",    "trace_id",    "spanId",     "span_id",     "insertId",      "logName",       "request_id",
    "requestId",  "kubernetes",  "container",  "host.name",   "ecs.version",   "_PID",          "__CURSOR",
    "component",  "resource",    "fields",     "target",      "event.dataset", "SourceContext", "MessageTemplate",
    "Properties", "instance",    "environment"};

bool has_any(const json& object, const auto& names) {
  return std::any_of(std::begin(names), std::end(names), [&](std::string_view name) { return object.contains(name); });
}

// A name of a level, or its number in libraries (10 to 60) or, in a member of syslog, from 0 to 7.
bool is_level_value(const json& value, bool of_syslog) {
  constexpr int kSyslogLevels = 8, kStep = 10, kHighest = 60;
  constexpr std::string_view kOtherLevels[] = {"information", "verbose", "default"};
  if (value.is_string()) {
    const std::string& text = value.get_ref<const std::string&>();
    return is_log_level(text) || is_among(ascii_lowered(text), kOtherLevels) ||
           (of_syslog && text.size() == 1 && is_ascii_digit(text[0]));
  }
  if (!value.is_number_integer()) return false;
  const auto number = value.get<std::int64_t>();
  return (of_syslog && number >= 0 && number < kSyslogLevels) ||
         (number <= kHighest && number > 0 && number % kStep == 0);
}

// What a program wrote: a message with a level, beside names that only programs use, or beside nothing but the time.
bool is_log_record(const json& object) {
  const auto is_level = [&](std::string_view name) {
    const auto level = object.find(name);
    return level != object.end() && is_level_value(*level, is_among(name, kSyslogMembers));
  };
  const auto stream = object.find("stream");  // of a container
  const bool is_output = stream != object.end() && (*stream == "stdout" || *stream == "stderr");
  if (!is_output && std::none_of(std::begin(kLevelMembers), std::end(kLevelMembers), is_level)) return false;
  if (!has_any(object, kLogTexts)) return false;
  if (is_output || object.contains("msg") || has_any(object, kProgramMembers)) return true;
  return std::all_of(object.items().begin(), object.items().end(), [](const auto& member) {
    return is_among(member.key(), kLevelMembers) || is_among(member.key(), kLogTexts) ||
           is_among(member.key(), kLogTimes);
  });
}

// {"status": "error", "code": "keyInvalid", "message": "..."}
bool is_error_answer(const json& object) {
  constexpr std::string_view kTexts[] = {"message", "error", "detail", "error_message"};
  constexpr std::string_view kOfArticles[] = {"title", "date", "url", "published", "publishedAt", "source", "author"};
  constexpr std::string_view kFailures[] = {"error", "fail", "failed", "failure"};
  constexpr int kFirstError = 400;  // of HTTP
  if (!has_any(object, kTexts) || has_any(object, kOfArticles)) return false;
  return std::any_of(object.items().begin(), object.items().end(), [&](const auto& member) {
    const std::string_view name = member.key();
    const json& value = member.value();
    if (name != "status" && name != "code" && name != "statusCode" && name != "status_code") return false;
    if (value.is_string()) return is_among(ascii_lowered(value.get_ref<const std::string&>()), kFailures);
    return value.is_number_integer() && value.get<std::int64_t>() >= kFirstError;
  });
}

}  // namespace

const RefusedForm* other_json_kind(const json& object) {
  const auto has = [&](std::string_view name) { return object.contains(name); };
  const auto is_kind = [&](const JsonKindRow& row) {
    const auto is_there = [&](std::string_view name) { return name.empty() || has(name); };
    return std::all_of(std::begin(row.all), std::end(row.all), is_there) &&
           std::any_of(std::begin(row.any), std::end(row.any), [&](auto name) { return !name.empty() && has(name); });
  };
  if (has("headline") || (has("title") && has("date"))) return nullptr;  // an article
  if (is_error_answer(object)) return &kErrorAnswer;
  if (const auto log = object.find("log");
      log != object.end() && log->is_object() && log->contains("entries") && log->contains("creator"))
    return &kHttpArchive;
  const auto row = std::find_if(std::begin(kJsonKinds), std::end(kJsonKinds), is_kind);
  return row == std::end(kJsonKinds) ? nullptr : &row->form;
}

namespace {

// Whether a member that is no message of a log has the field by its name.
bool has_named(const json& object, RawField field, const FieldNames& names) {
  return std::any_of(object.items().begin(), object.items().end(), [&](const auto& member) {
    const auto match = names.find(member.key());
    return match && match->field == field && !match->weak && !is_among(member.key(), kLogTexts);
  });
}

}  // namespace

bool is_json_log_record(const json& object, const FieldNames& names) {
  const bool is_chosen = std::any_of(names.chosen().begin(), names.chosen().end(), [](const auto& chosen) {
    return chosen.second == RawField::kTitle || chosen.second == RawField::kBody;
  });
  return !is_chosen && object.is_object() && is_log_record(object) && !has_named(object, RawField::kTitle, names);
}

namespace {

// Whether a value is a record of a log, a list of them, or an object whose only list or object is one: {"hits": [...]}.
bool is_log_value(const json& value, const FieldNames& names, int depth) {
  constexpr int kDeepest = 6;
  if (depth > kDeepest || !value.is_structured() || value.empty()) return false;
  if (value.is_array())
    return std::all_of(value.begin(), value.end(),
                       [&](const json& item) { return is_log_value(item, names, depth + 1); });
  if (is_json_log_record(value, names)) return true;
  if (has_named(value, RawField::kTitle, names)) return false;
  const json* inner = nullptr;
  for (const json& member : value) {
    if (!member.is_structured()) continue;
    if (inner) return false;
    inner = &member;
  }
  return inner && is_log_value(*inner, names, depth + 1);
}

}  // namespace

const RefusedForm* refused_json(std::string_view head, const FieldNames& names) {
  constexpr std::size_t kMostRecords = 20;
  MemorySource source(head);
  JsonSplitter splitter(source, head.size() + 1);
  std::size_t records = 0;
  const RefusedForm* kind = nullptr;
  for (JsonPiece piece; records < kMostRecords && splitter.next(piece) && piece.fault.empty(); ++records) {
    if (kind) return nullptr;  // one record among others
    const std::optional<json> value = parse_json_or_python(piece.text).value;
    if (value && !kind && envelope_of(*value, names)) return nullptr;
    if (value && is_log_value(*value, names, 0)) continue;
    kind = value && value->is_object() && records == 0 ? other_json_kind(*value) : nullptr;
    if (!kind) return nullptr;
  }
  return kind || records == 0 ? kind : &kJsonLog;
}

}  // namespace broadtape
