#include "searcher/output/hit_rows.h"

#include <fmt/format.h>

#include <iterator>
#include <utility>

#include "common/terminal/output.h"
#include "searcher/output/row_text.h"

namespace broadtape {
namespace {

void append_number(double number, std::string& out) {
  fmt::format_to(std::back_inserter(out), "{}", number);
}

void append_count(std::uint64_t number, std::string& out) {
  const fmt::format_int text(number);
  out.append(text.data(), text.size());
}

class JsonText final : public Cell {
 public:
  explicit JsonText(std::string& out) : out_(out) {}

  void nothing() override { out_ += "null"; }
  void text(std::string_view text) override { append_json_string(text, out_); }
  void count(std::uint64_t number) override { append_count(number, out_); }
  void number(double number) override { append_number(number, out_); }
  void list(const std::vector<std::string_view>& texts) override {
    out_ += '[';
    for (std::size_t i = 0; i < texts.size(); ++i) {
      if (i > 0) out_ += ',';
      append_json_string(texts[i], out_);
    }
    out_ += ']';
  }
  void pieces(const std::vector<Piece>& pieces) override {
    out_ += '[';
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      out_ += i > 0 ? ",{\"text\":" : "{\"text\":";
      append_json_string(pieces[i].text, out_);
      out_ += pieces[i].match ? ",\"match\":true}" : ",\"match\":false}";
    }
    out_ += ']';
  }
  void companies(const std::vector<ShownCompany>& companies) override {
    out_ += '[';
    for (const ShownCompany& company : companies) {
      if (out_.back() != '[') out_ += ',';
      out_ += '{';
      if (!company.key.empty()) member("key", company.key);
      member("name", company.name);
      if (!company.symbol.empty()) member("symbol", company.symbol);
      out_ += company.about ? "\"about\":true," : "\"about\":false,";
      member("evidence", evidence_name(company.evidence));
      out_.back() = '}';
    }
    out_ += ']';
  }
  void story(const Hit& hit) override {
    const HitStory& story = hit.story;
    if (story.id.empty()) return nothing();
    out_ += '{';
    member("id", story.id);
    out_ += "\"articles\":";
    append_count(story.articles, out_);
    out_ += ",\"collapsed\":";
    append_count(hit.collapsed, out_);
    out_ += story.withdrawn ? ",\"withdrawn\":true" : ",\"withdrawn\":false";
    out_ += ",\"first\":{";
    member("id", story.first.id);
    member("source", story.first.source);
    out_ += "\"date\":";
    if (story.first.published) {
      text(format_instant(*story.first.published));
    } else {
      nothing();
    }
    out_ += "}}";
  }

 private:
  // Ends in a comma.
  void member(std::string_view name, std::string_view value) {
    append_json_string(name, out_);
    out_ += ':';
    append_json_string(value, out_);
    out_ += ',';
  }

  std::string& out_;
};

class CsvCell final : public Cell {
 public:
  CsvCell(bool raw, std::string& out) : raw_(raw), out_(out) {}

  void nothing() override {}
  void text(std::string_view text) override { append_csv_cell(text, raw_, out_); }
  void count(std::uint64_t number) override { append_count(number, out_); }
  void number(double number) override { append_number(number, out_); }
  void list(const std::vector<std::string_view>& texts) override { append_csv_list(texts, raw_, out_); }
  void pieces(const std::vector<Piece>& pieces) override {
    std::string all;
    for (const Piece& piece : pieces) all += piece.text;
    append_csv_cell(all, raw_, out_);
  }
  void companies(const std::vector<ShownCompany>& companies) override {
    std::vector<std::string_view> titles;
    for (const ShownCompany& company : companies) titles.push_back(company.title());
    append_csv_list(titles, raw_, out_);
  }
  void story(const Hit& hit) override { append_csv_cell(hit.story.id, raw_, out_); }

 private:
  bool raw_;
  std::string& out_;
};

void append_csv(const Hit& hit, const FieldList& fields, bool raw, std::string& out) {
  CsvCell cell(raw, out);
  const std::size_t begin = out.size();
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (i > 0) out += ',';
    fields[i]->put(hit, cell);
  }
  out += out.size() == begin ? kCsvEmptyRow : kCsvRowEnd;
}

}  // namespace

void append_json(const Hit& hit, const FieldList& fields, std::string& out) {
  JsonText cell(out);
  for (std::size_t i = 0; i < fields.size(); ++i) {
    out += i > 0 ? ",\"" : "{\"";
    out += fields[i]->name;
    out += "\":";
    fields[i]->put(hit, cell);
  }
  out += '}';
}

HitRows::HitRows(RowForm form, FieldList fields, CsvStyle csv, std::ostream& out)
    : form_(form), fields_(std::move(fields)), csv_(csv), out_(out) {
  if (form_ != RowForm::kCsv) return;
  std::vector<std::string> columns;
  for (const ResultField* field : fields_) columns.emplace_back(field->name);
  append_csv_header(columns, csv_, buffer_);
}

void HitRows::write(const Hit& hit) {
  if (form_ == RowForm::kCsv) {
    append_csv(hit, fields_, csv_.raw, buffer_);
  } else {
    append_json(hit, fields_, buffer_);
    buffer_ += '\n';
  }
  if (buffer_.size() >= kBufferBytes) flush();
}

void HitRows::flush() {
  out_.write(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
  out_.flush();
  buffer_.clear();
  if (!out_) throw_output_failed();
}

}  // namespace broadtape
