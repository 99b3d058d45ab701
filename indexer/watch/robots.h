// Which pages of a host a robot may ask for, by its robots.txt (RFC 9309).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace broadtape {

class RobotsRules {
 public:
  static constexpr std::size_t kMaxBytes = 512u << 10;  // what follows is not read; RFC 9309 asks for 500 KiB at least

  // Everything is allowed: there is no robots.txt (status 4xx).
  RobotsRules() = default;

  // The rules of the groups for `robot`, a product token in lower case, else of those for `*`. What cannot be read is
  // ignored.
  RobotsRules(std::string_view text, std::string_view robot);

  // Nothing is allowed: robots.txt cannot be read now (status 5xx, no answer).
  static RobotsRules nothing();

  // Whether the page of this address may be asked for. The longest rule that matches decides; of equal ones, `allow`.
  bool allows(std::string_view url) const;

  // Seconds between two requests, a common extension. At most a day.
  std::optional<double> crawl_delay_s() const { return crawl_delay_s_; }

 private:
  struct Rule {
    std::string pattern;  // of path and query, percent-decoded; `*` is any text, a last `$` the end
    bool allows = true;
  };

  std::vector<Rule> rules_;
  std::optional<double> crawl_delay_s_;
};

}  // namespace broadtape
