#include "indexer/readers/json/json_envelopes.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "common/text/ascii.h"
#include "indexer/readers/json/json.h"
#include "indexer/readers/json/json_values.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

using nlohmann::json;

constexpr std::string_view kBulk = "as bulk requests of Elasticsearch";
constexpr std::string_view kChanges = "as events of changes";

// Commands of bulk requests, alone in their record, and the parameters that they may have, without `_`.
constexpr std::string_view kBulkCommands[] = {"index", "create", "update"};
constexpr std::string_view kBulkRemoval = "delete";
constexpr std::string_view kBulkParameters[] = {"index",
                                                "id",
                                                "type",
                                                "routing",
                                                "parent",
                                                "version",
                                                "version_type",
                                                "pipeline",
                                                "retry_on_conflict",
                                                "if_seq_no",
                                                "if_primary_term",
                                                "require_alias",
                                                "dynamic_templates",
                                                "require_data_stream",
                                                "list_executed_pipelines",
                                                "op_type",
                                                "timestamp",
                                                "ttl"};

// A change to a table or index: the article as it is afterwards is the member `article`.
struct ChangeRow {
  std::string_view form;
  const char* operation;      // the member with the kind of the change
  const char* article;        // null or absent after a removal
  const char* other;          // a member that the record has, too
  std::string_view kinds;     // values of `operation`, in lower case, separated by blanks
  std::string_view removals;  // those that leave no article
};
constexpr ChangeRow kChangeRows[] = {
    {kChanges, "op", "after", "before", " c r u d t ", " d t "},
    {kChanges, "operationType", "fullDocument", "ns", " insert replace update delete ", " delete "},
    {kChanges, "type", "data", "table", " insert bootstrap-insert update delete ", " delete "},
    {"as batches of Algolia", "action", "body", "action",
     " addobject updateobject partialupdateobject partialupdateobjectnocreate deleteobject ", " deleteobject "},
};

// Messages of pipelines of data, by their `type` and the member that goes with it.
struct MessageRow {
  std::string_view type;
  const char* member;
};
constexpr MessageRow kMessageRows[] = {
    {"SCHEMA", "schema"},   {"STATE", "value"}, {"STATE", "state"}, {"ACTIVATE_VERSION", "version"},
    {"CATALOG", "catalog"}, {"LOG", "log"},     {"TRACE", "trace"}, {"CONNECTION_STATUS", "connectionStatus"},
    {"CONTROL", "control"}, {"SPEC", "spec"},
};

// Members with one of the words make a record without a text a message: {"event": "heartbeat"}.
constexpr const char* kWordMembers[] = {"type", "event", "T", "kind", "msg_type", "message_type", "record_type"};
constexpr std::string_view kMessageWords[] = {
    "heartbeat", "ping",         "pong",          "keepalive",  "keep-alive",    "hello", "welcome",  "connected",
    "success",   "subscription", "subscriptions", "subscribed", "unsubscribed",  "ack",   "auth",     "authenticated",
    "header",    "footer",       "trailer",       "checkpoint", "end_of_stream", "eof",   "metadata", "manifest"};
// Objects that are the only member of such a record: {"limit": {"track": 17}}, {"meta": {"version": 1}}.
constexpr std::string_view kMessageMembers[] = {
    "limit", "scrub_geo", "status_withheld", "user_withheld", "disconnect", "warning",
    "meta",  "_meta",     "metadata",        "header",        "footer",     "manifest"};

const json* member_of(const json& object, const char* name) {
  const auto member = object.find(name);
  return member == object.end() ? nullptr : &*member;
}

// {"index": {"_index": "news", "_id": "hw-1"}}
std::optional<Envelope> bulk_command(const json& record) {
  if (record.size() != 1) return std::nullopt;
  const std::string& name = record.begin().key();
  const json& parameters = *record.begin();
  const bool removes = name == kBulkRemoval;
  if (!parameters.is_object() || !(removes || is_among(name, kBulkCommands))) return std::nullopt;
  for (const auto& parameter : parameters.items()) {
    const std::string_view key = parameter.key();
    if (!is_among(key.substr(key.starts_with('_') ? 1 : 0), kBulkParameters)) return std::nullopt;
  }
  return Envelope{removes ? EnvelopeRole::kChange : EnvelopeRole::kCommand, kBulk, name, text_member(parameters, "_id"),
                  nullptr};
}

// {"put": "id:news:article::hw-1", "fields": {...}}
std::optional<Envelope> vespa_operation(const json& record) {
  constexpr std::string_view kVespa = "as operations of Vespa", kStart = "id:", kBeforeKey = "::";
  for (const char* const name : {"put", "update", "remove"}) {
    const std::string id = text_member(record, name);
    const std::size_t key = id.find(kBeforeKey);
    if (!id.starts_with(kStart) || key == std::string::npos) continue;
    const json* const fields = member_of(record, "fields");
    if (std::string_view(name) == "put" && fields)
      return Envelope{EnvelopeRole::kAround, kVespa, {}, id.substr(key + kBeforeKey.size()), fields};
    return Envelope{EnvelopeRole::kChange, kVespa, name, {}, nullptr};
  }
  return std::nullopt;
}

std::optional<Envelope> change_event(const json& outer) {
  const json* const payload = member_of(outer, "payload");
  const json& record = payload && payload->is_object() ? *payload : outer;
  for (const ChangeRow& row : kChangeRows) {
    const std::string kind = ascii_lowered(text_member(record, row.operation));
    const std::string word = fmt::format(" {} ", kind);
    if (kind.empty() || row.kinds.find(word) == std::string_view::npos || !member_of(record, row.other)) continue;
    if (row.removals.find(word) != std::string_view::npos)
      return Envelope{EnvelopeRole::kChange, row.form, kind, {}, nullptr};
    const json* const article = member_of(record, row.article);
    if (article && article->is_structured()) return Envelope{EnvelopeRole::kAround, row.form, {}, {}, article};
    return Envelope{EnvelopeRole::kChange, row.form, kind, {}, nullptr};
  }
  return std::nullopt;
}

// Whether a record that seems to be a message has a text, or articles.
bool has_text_or_articles(const json& record, const FieldNames& names) {
  constexpr std::ptrdiff_t kFewestBlanks = 2;
  const auto is_text = [&](const auto& member) {
    const auto match = names.find(member.key());
    if (!match || !member.value().is_string()) return false;
    const std::string& text = member.value().template get_ref<const std::string&>();
    return (match->field == RawField::kTitle || match->field == RawField::kBody ||
            match->field == RawField::kSummary) &&
           std::count(text.begin(), text.end(), ' ') >= kFewestBlanks;
  };
  if (std::any_of(record.items().begin(), record.items().end(), is_text)) return true;
  return !each_json_article(record, names, [&](const FoundArticle& found) { return found.object == &record; });
}

std::optional<Envelope> stream_message(const json& record, const FieldNames& names) {
  const auto made = [&](std::string_view kind) {
    return Envelope{EnvelopeRole::kMessage, {}, std::string(kind), {}, nullptr};
  };
  const std::string type = text_member(record, "type");
  for (const MessageRow& row : kMessageRows) {
    if (row.type == type && member_of(record, row.member)) return made(type);
  }
  if (record.size() == 1 && record.begin()->is_object()) {
    const std::string& name = record.begin().key();
    // {"delete": {"status": {"id": 1234}}}
    if (name == kBulkRemoval && member_of(*record.begin(), "status"))
      return Envelope{EnvelopeRole::kChange, {}, name, {}, nullptr};
    if (is_among(name, kMessageMembers) && !has_text_or_articles(record, names)) return made(name);
    return std::nullopt;
  }
  for (const char* const member : kWordMembers) {
    const std::string word = ascii_lowered(text_member(record, member));
    if (!word.empty() && is_among(word, kMessageWords) && !has_text_or_articles(record, names)) return made(word);
  }
  return std::nullopt;
}

}  // namespace

std::optional<Envelope> envelope_of(const json& record, const FieldNames& names) {
  if (!record.is_object()) return std::nullopt;
  if (auto envelope = bulk_command(record)) return envelope;
  if (auto envelope = vespa_operation(record)) return envelope;
  if (auto envelope = change_event(record)) return envelope;
  return stream_message(record, names);
}

std::string_view data_of_event_line(std::string_view line) {
  constexpr std::string_view kData = "data:";
  return line.starts_with(kData) ? trimmed(line.substr(kData.size())) : std::string_view();
}

bool is_event_stream(std::string_view head) {
  constexpr int kMostLines = 20;  // before the first data
  for (int i = 0; i < kMostLines && !head.empty(); ++i) {
    const std::string_view line = trimmed(take_line(head));
    if (const std::string_view data = data_of_event_line(line); !data.empty()) return data.starts_with('{');
    if (!line.empty() && !begins_with_any(line, {":", "event:", "id:", "retry:"})) return false;
  }
  return false;
}

// The article of a command: itself, or in an update. False for an update by a script.
bool JsonEnvelopes::open_source(json& record) {
  if (!record.is_object()) return true;
  for (const char* const name : {"doc", "upsert"}) {
    const json* const article = member_of(record, name);
    if (!article || !article->is_object()) continue;
    record = json(*article);
    return true;
  }
  if (!record.contains("script")) return true;
  changes_.add("update by a script");
  return false;
}

bool JsonEnvelopes::open(std::optional<json>& record) {
  const bool is_source = std::exchange(follows_command_, false);
  if (!is_source) id_.clear();
  if (!record) return true;
  const std::optional<Envelope> envelope = envelope_of(*record, names_);
  if (!envelope) return !is_source || open_source(*record);
  if (!envelope->form.empty()) forms_.insert(envelope->form);
  id_ = envelope->id;
  switch (envelope->role) {
    case EnvelopeRole::kCommand:
      follows_command_ = true;
      return false;
    case EnvelopeRole::kAround:
      record = json(*envelope->article);
      return true;
    case EnvelopeRole::kChange:
      changes_.add(envelope->kind);
      return false;
    case EnvelopeRole::kMessage:
      messages_.add(envelope->kind);
      return false;
  }
  return true;
}

void JsonEnvelopes::report(RecordOutput& output) const {
  for (const std::string_view form : forms_) output.tally().describe(form);
  if (const std::string changes = changes_.summary(); !changes.empty())
    output.note(fmt::format("changes and removals of articles are not applied: {}", changes));
  if (const std::string messages = messages_.summary(); !messages.empty())
    output.note(fmt::format("left out records about the stream: {}", messages));
}

}  // namespace broadtape
