// What a stream of records has besides its articles: commands before them, envelopes around them, removals, and
// messages about the stream itself, as bulk requests, change feeds and data pipelines write them.
//
// Sources of the forms, in the order of the tables in json_envelopes.cc: Elasticsearch's bulk API, Vespa's document
// format, Debezium's and MongoDB's change events, Maxwell's and Canal's rows, Algolia's batches, the Singer and Airbyte
// specifications, and Twitter's streams.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "indexer/readers/field_names.h"
#include "indexer/readers/left_out.h"
#include "indexer/readers/record_output.h"

namespace broadtape {

enum class EnvelopeRole {
  kCommand,  // the next record is its article
  kAround,   // has the article in a member
  kChange,   // of an article that the record does not have: its removal, or new values of some fields
  kMessage,  // about the stream
};

struct Envelope {
  EnvelopeRole role;
  std::string_view form;          // "as bulk requests of Elasticsearch"; empty if unknown
  std::string kind;               // of a change or message: "STATE"
  std::string id;                 // of the article; empty if it gives none
  const nlohmann::json* article;  // of kAround; in the record
};

// Nullopt for a record that is or has an article without an envelope.
std::optional<Envelope> envelope_of(const nlohmann::json& record, const FieldNames& names);

// Whether a text is a stream of server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html)
// with JSON: lines `data: {...}` among lines such as `event: news` and `: comment`.
bool is_event_stream(std::string_view head);

// The data in a line of such a stream; empty for its other lines.
std::string_view data_of_event_line(std::string_view line);

// Follows the envelopes of one input. Not for several threads.
class JsonEnvelopes {
 public:
  explicit JsonEnvelopes(const FieldNames& names) : names_(names) {}

  // Replaces a record in an envelope by what is in it. False if the record has no article. To be called for each record
  // in order; null: it could not be parsed.
  bool open(std::optional<nlohmann::json>& record);

  // The identifier that the envelope or command of the last record gives; empty if there is none.
  const std::string& id() const { return id_; }

  // Adds the forms to the tally, and notes what was left out; at the end of the input.
  void report(RecordOutput& output) const;

 private:
  bool open_source(nlohmann::json& record);

  const FieldNames& names_;
  std::string id_;
  bool follows_command_ = false;  // the next record is the article of a command
  std::set<std::string_view> forms_;
  LeftOut changes_, messages_;
};

}  // namespace broadtape
