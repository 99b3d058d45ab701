#include "searcher/query/foreign_fields.h"

#include <algorithm>
#include <iterator>

#include "common/text/ascii.h"

namespace broadtape {
namespace {

// Gmail, GitHub, Google, Factiva, Nexis, ProQuest, Dialog, mu and notmuch.
constexpr ForeignField kForeignFields[] = {
    {"after", "date:$.."},
    {"since", "date:$.."},
    {"newer", "date:$.."},
    {"newer_than", "date:$.."},
    {"start", "date:$.."},
    {"begin", "date:$.."},
    {"before", "date:..$"},
    {"until", "date:..$"},
    {"older", "date:..$"},
    {"older_than", "date:..$"},
    {"end", "date:..$"},
    {"to", "date:..$"},
    {"published", "date:$"},
    {"published_at", "date:$"},
    {"pubdate", "date:$"},
    {"daterange", "date:$"},
    {"day", "date:$"},
    {"week", "date:$"},
    {"month", "date:$"},
    {"quarter", "date:$"},
    {"year", "date:$"},
    {"time", "date:$"},
    {"when", "date:$"},
    {"on", "date:$"},
    {"pd", "date:$"},
    {"py", "date:$"},
    {"symbol", "ticker:$"},
    {"stock", "ticker:$"},
    {"stocks", "ticker:$"},
    {"ric", "ticker:$"},
    {"co", "company:$"},
    {"org", "company:$"},
    {"organization", "company:$"},
    {"name", "company:$"},
    {"headline", "title:$"},
    {"intitle", "title:$"},
    {"allintitle", "title:($$)"},
    {"subject", "title:$"},
    {"hd", "title:$"},
    {"hl", "title:$"},
    {"ti", "title:$"},
    {"hlead", "lead:$"},
    {"hlp", "lead:$"},
    {"lp", "lead:$"},
    {"intro", "lead:$"},
    {"ab", "lead:$"},
    {"site", "source:$"},
    {"outlet", "source:$"},
    {"publication", "source:$"},
    {"publisher", "source:$"},
    {"provider", "source:$"},
    {"from", "source:$"},
    {"sn", "source:$"},
    {"rst", "source:$"},
    {"pub", "source:$"},
    {"by", "author:$"},
    {"byline", "author:$"},
    {"au", "author:$"},
    {"language", "lang:$"},
    {"la", "lang:$"},
    {"topic", "label:$"},
    {"tag", "label:$"},
    {"category", "label:$"},
    {"keyword", "label:$"},
    {"ns", "label:$"},
    {"su", "label:$"},
    {"wc", "words:$"},
    {"wordcount", "words:$"},
    {"length", "words:$"},
    {"docid", "id:$"},
    {"an", "id:$"},
    {"mid", "id:$"},
    {"thread", "story:$"},
    {"has", "is:$"},
    {"flag", "is:$"},
    {"text", "$"},
    {"body", "$"},
    {"content", "$"},
    {"intext", "$"},
    {"allintext", "$$"},
    {"ft", "$"},
    {"td", "$"},
    {"re", ""},
    {"in", ""},
    {"art", ""},
    {"cct", ""},
    {"clm", ""},
    {"cr", ""},
    {"cx", ""},
    {"de", ""},
    {"ed", ""},
    {"fds", ""},
    {"ipc", ""},
    {"ipd", ""},
    {"nt", ""},
    {"pg", ""},
    {"rf", ""},
    {"se", ""},
    {"sc", ""},
    {"inurl", ""},
    {"allinurl", ""},
    {"filetype", ""},
    {"related", ""},
};

constexpr ForeignField kForeignFunctions[] = {
    {"allcaps", "=$"},  {"caps", "=$"},     {"nocaps", "=$"},        {"plural", "=$"},
    {"singular", "=$"}, {"exact", "\"$\""}, {"near", "a near/10 b"}, {"adj", "a w/10 b"},
};

template <class Rows>
const ForeignField* find_row(const Rows& rows, std::string_view name) {
  const std::string lower = ascii_lowered(name);
  const auto* const row =
      std::find_if(std::begin(rows), std::end(rows), [&](const ForeignField& other) { return other.name == lower; });
  return row == std::end(rows) ? nullptr : row;
}

}  // namespace

const ForeignField* find_foreign_field(std::string_view name) {
  return find_row(kForeignFields, name);
}

const ForeignField* find_foreign_function(std::string_view name) {
  return find_row(kForeignFunctions, name);
}

}  // namespace broadtape
