#include "searcher/alerts/delivery.h"

#include <algorithm>
#include <set>
#include <string_view>

#include "common/error/error.h"
#include "searcher/alerts/child_process.h"
#include "searcher/alerts/mail_text.h"
#include "searcher/alerts/webhook.h"

namespace broadtape {
namespace {

constexpr std::string_view kCommandForm = "command:";
constexpr std::string_view kMailForm = "mailto:";
constexpr const char* kSendmail = "${BROADTAPE_SENDMAIL:-/usr/sbin/sendmail} -t -i";

bool is_webhook(std::string_view target) {
  return target.starts_with("http://") || target.starts_with("https://");
}

// One attempt.
DeliveryResult attempt(const AlertQueue& queue, const Delivery& delivery, std::int64_t now_s) {
  const std::string_view target = delivery.target;
  if (is_webhook(target)) return post_webhook(delivery, queue.secret(), now_s, kDeliverySeconds);
  const std::map<std::string, std::string> environment = {{"BROADTAPE_ALERT_ID", delivery.id},
                                                          {"BROADTAPE_SAVED_SEARCH", delivery.search}};
  if (target.starts_with(kCommandForm)) {
    return run_shell(std::string(target.substr(kCommandForm.size())), delivery.body, environment, kDeliverySeconds);
  }
  if (target.starts_with(kMailForm)) {
    const std::string mail = mail_of(delivery, std::string(target.substr(kMailForm.size())), now_s);
    return run_shell(kSendmail, mail, environment, kDeliverySeconds);
  }
  return {.failure = "there is no such form of delivery"};
}

// Puts the delivery off, or gives it up.
void put_off(AlertQueue& queue, const std::string& path, Delivery delivery, const DeliveryResult& result,
             std::int64_t now_s, DeliveryReport& report) {
  if (now_s - delivery.made_s >= kGiveUpSeconds) {
    queue.give_up(path);
    ++report.given_up;
    return;
  }
  constexpr std::uint64_t kMostDoublings = 16;
  const std::int64_t pause = kFirstRetrySeconds << std::min(delivery.attempts, kMostDoublings);
  ++delivery.attempts;
  delivery.next_s = now_s + std::max(std::min(pause, kMostRetrySeconds), result.retry_after_s);
  AlertQueue::replace(path, delivery);
  ++report.waiting;
}

}  // namespace

void require_alert_target(const std::string& target) {
  const bool has_line = target.find_first_of("\r\n") != std::string::npos;
  const bool mail = target.starts_with(kMailForm) && target.find('@') != std::string::npos;
  const bool command = target.starts_with(kCommandForm) && target.size() > kCommandForm.size();
  if (!has_line && (mail || command || is_webhook(target))) return;
  throw Error(ErrorKind::kUsage, "--alert takes command:COMMAND, mailto:ADDRESS or https://..., not '" + target + "'");
}

DeliveryReport deliver_alerts(AlertQueue& queue, std::int64_t now_s, bool every,
                              const std::function<void(const std::string&)>& say) {
  DeliveryReport report;
  std::set<std::string> failed;
  std::optional<Error> damage;
  for (const std::string& path : queue.paths()) {
    try {
      const Delivery delivery = AlertQueue::read(path);
      if (failed.contains(delivery.target) || (!every && delivery.next_s > now_s)) {
        ++report.waiting;
        continue;
      }
      const DeliveryResult result = attempt(queue, delivery, now_s);
      if (result.failure.empty()) {
        AlertQueue::remove(path);
        ++report.delivered;
        continue;
      }
      failed.insert(delivery.target);
      say(delivery.search + ": " + shown_target(delivery.target) + ": " + result.failure);
      put_off(queue, path, delivery, result, now_s, report);
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::kCorrupt && error.kind() != ErrorKind::kTooNew) throw;
      damage = error;
    }
  }
  if (damage) throw *damage;
  return report;
}

}  // namespace broadtape
