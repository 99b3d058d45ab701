#include "common/text/edit_script.h"

#include <algorithm>

namespace broadtape {
namespace {

using Index = std::ptrdiff_t;

constexpr Index kUnreached = -1;

// The members [x, x_end) of the first sequence and [y, y_end) of the second.
struct Range {
  Index x, x_end, y, y_end;
};

struct Point {
  Index x, y;
};

// Furthest points by diagonal, x - y, from -most_y - 1 to most_x + 1.
class Furthest {
 public:
  Furthest(Index most_x, Index most_y)
      : zero_(most_y + 1), points_(static_cast<std::size_t>(most_x + most_y + 3), kUnreached) {}
  Index& operator[](Index diagonal) { return points_[static_cast<std::size_t>(zero_ + diagonal)]; }

 private:
  Index zero_;
  std::vector<Index> points_;
};

// Searches from both ends of one range at the same time. Coordinates are relative to the range.
class Middle {
 public:
  Middle(const std::uint32_t* before, Index size_x, const std::uint32_t* after, Index size_y, Furthest& forward,
         Furthest& backward)
      : before_(before), after_(after), size_x_(size_x), size_y_(size_y), forward_(forward), backward_(backward) {
    for (Furthest* const furthest : {&forward_, &backward_})
      (*furthest)[size_x_ + 1] = (*furthest)[-size_y_ - 1] = kUnreached;
  }

  // A point of a script, other than both ends. Requires non-empty sides without common beginning and end.
  Point find() {
    forward_[0] = 0;
    backward_[delta()] = size_x_;
    for (Index cost = 1;; ++cost) {
      Point meeting{};
      if (step_forward(cost, meeting) || step_backward(cost, meeting)) return meeting;
      if (cost == static_cast<Index>(EditScript::kMaxCost)) return furthest(cost);
    }
  }

 private:
  Index delta() const { return size_x_ - size_y_; }
  bool is_odd() const { return delta() % 2 != 0; }

  // Calls `visit` for the diagonals at distance `cost`, `cost` - 2, ... of `middle` that cross the range, until it
  // returns true.
  template <class Visit>
  bool each_diagonal(Index middle, Index cost, const Visit& visit) const {
    Index first = middle - cost, last = middle + cost;
    if (first < -size_y_) first += (-size_y_ - first + 1) / 2 * 2;
    if (last > size_x_) last -= (last - size_x_ + 1) / 2 * 2;
    for (Index diagonal = first; diagonal <= last; diagonal += 2) {
      if (visit(diagonal)) return true;
    }
    return false;
  }

  // The neighbours that no step of a lower cost has reached.
  void clear_margins(Furthest& furthest, Index middle, Index cost) const {
    if (middle - cost - 1 >= -size_y_) furthest[middle - cost - 1] = kUnreached;
    if (middle + cost + 1 <= size_x_) furthest[middle + cost + 1] = kUnreached;
  }

  bool step_forward(Index cost, Point& meeting) {
    clear_margins(forward_, 0, cost);
    return each_diagonal(0, cost, [&](Index diagonal) {
      const Index left = forward_[diagonal - 1], above = forward_[diagonal + 1];
      Index x = kUnreached;
      if (left != kUnreached && left < size_x_) x = left + 1;
      if (above != kUnreached && above - diagonal <= size_y_) x = std::max(x, above);
      if (x != kUnreached) {
        while (x < size_x_ && x - diagonal < size_y_ && before_[x] == after_[x - diagonal]) ++x;
      }
      forward_[diagonal] = x;
      const Index met = is_odd() && is_within(diagonal, delta(), cost - 1) ? backward_[diagonal] : kUnreached;
      if (x == kUnreached || met == kUnreached || x < met) return false;
      meeting = {x, x - diagonal};
      return true;
    });
  }

  bool step_backward(Index cost, Point& meeting) {
    clear_margins(backward_, delta(), cost);
    return each_diagonal(delta(), cost, [&](Index diagonal) {
      const Index right = backward_[diagonal + 1], below = backward_[diagonal - 1];
      Index x = kUnreached;
      if (right != kUnreached && right > 0) x = right - 1;
      if (below != kUnreached && below - diagonal >= 0 && (x == kUnreached || below < x)) x = below;
      if (x != kUnreached) {
        while (x > 0 && x - diagonal > 0 && before_[x - 1] == after_[x - diagonal - 1]) --x;
      }
      backward_[diagonal] = x;
      const Index met = !is_odd() && is_within(diagonal, 0, cost) ? forward_[diagonal] : kUnreached;
      if (x == kUnreached || met == kUnreached || x > met) return false;
      meeting = {x, x - diagonal};
      return true;
    });
  }

  static bool is_within(Index diagonal, Index middle, Index distance) {
    return diagonal >= middle - distance && diagonal <= middle + distance;
  }

  // The point that the search from the beginning has come to with most members of both.
  Point furthest(Index cost) {
    Point best{0, 0};
    each_diagonal(0, cost, [&](Index diagonal) {
      const Index x = forward_[diagonal];
      if (x != kUnreached && 2 * x - diagonal > best.x + best.y) best = {x, x - diagonal};
      return false;
    });
    return best;
  }

  const std::uint32_t* before_;
  const std::uint32_t* after_;
  Index size_x_, size_y_;
  Furthest& forward_;
  Furthest& backward_;
};

}  // namespace

EditScript edit_script(const std::vector<std::uint32_t>& before, const std::vector<std::uint32_t>& after) {
  EditScript script{std::vector<bool>(before.size(), false), std::vector<bool>(after.size(), false)};
  const auto size_x = static_cast<Index>(before.size()), size_y = static_cast<Index>(after.size());
  Furthest forward(size_x, size_y), backward(size_x, size_y);
  std::vector<Range> ranges = {{0, size_x, 0, size_y}};
  while (!ranges.empty()) {
    auto [x, x_end, y, y_end] = ranges.back();
    ranges.pop_back();
    const auto at = [](const std::vector<std::uint32_t>& members, Index i) {
      return members[static_cast<std::size_t>(i)];
    };
    while (x < x_end && y < y_end && at(before, x) == at(after, y)) ++x, ++y;
    while (x < x_end && y < y_end && at(before, x_end - 1) == at(after, y_end - 1)) --x_end, --y_end;
    if (x == x_end || y == y_end) {
      for (; x < x_end; ++x) script.deleted[static_cast<std::size_t>(x)] = true;
      for (; y < y_end; ++y) script.inserted[static_cast<std::size_t>(y)] = true;
      continue;
    }
    const Point middle = Middle(&before[static_cast<std::size_t>(x)], x_end - x, &after[static_cast<std::size_t>(y)],
                                y_end - y, forward, backward)
                             .find();
    ranges.push_back({x, x + middle.x, y, y + middle.y});
    ranges.push_back({x + middle.x, x_end, y + middle.y, y_end});
  }
  return script;
}

}  // namespace broadtape
