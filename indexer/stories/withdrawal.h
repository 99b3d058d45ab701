// Notices by which a wire withdraws a report: `KILL-`, `WITHDRAWN-`, `ADVISORY-... story withdrawn`.
#pragma once

#include <optional>
#include <string_view>

#include "common/article/article.h"

namespace broadtape {

// The headline of the report that `article` withdraws, a part of its title or body: behind `HEADLINE:` or in quotes in
// the body, else what follows a mark such as `KILL-`. Empty if the notice does not give it; nullopt for an article that
// is not a notice. docs/stories.md has the forms.
std::optional<std::string_view> withdrawn_headline(const Article& article);

}  // namespace broadtape
