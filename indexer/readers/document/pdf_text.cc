#include <fcntl.h>
#include <fmt/format.h>
#include <poppler-document.h>
#include <poppler-global.h>
#include <poppler-page.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <memory>
#include <string>
#include <system_error>

#include "common/error/error.h"
#include "indexer/input/limits.h"
#include "indexer/readers/document/document.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

constexpr rlim_t kMaxPdfSeconds = 30;              // of processor time
constexpr std::uint64_t kMaxPdfHeap = 256u << 20;  // beside the file

enum class PdfStatus : char { kRead, kDamaged, kEncrypted, kTooLong };

void append_number(std::string& out, std::uint32_t number) {
  out.append(reinterpret_cast<const char*>(&number), sizeof number);
}

std::string utf8_of(const poppler::ustring& text) {
  const poppler::byte_array bytes = text.to_utf8();
  return {bytes.begin(), bytes.end()};
}

std::string instant_text(time_t seconds) {
  if (seconds <= 0) return {};
  tm parts{};
  char text[32] = "";
  if (!::gmtime_r(&seconds, &parts)) return {};
  return {text, std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts)};
}

std::string text_of_page(const poppler::page& page, poppler::page::text_layout_enum layout) {
  std::string text = utf8_of(page.text({}, layout));
  std::replace(text.begin(), text.end(), '\f', '\n');
  return text;
}

// What the child process answers: the status, the strings of ContainedText with their lengths, and the numbers of
// pages and of pages without text.
std::string answer_of_pdf(const std::string& bytes) {
  poppler::set_debug_error_function([](const std::string&, void*) {}, nullptr);
  const std::unique_ptr<poppler::document> pdf(
      poppler::document::load_from_raw_data(bytes.data(), static_cast<int>(bytes.size())));
  if (!pdf) return {static_cast<char>(PdfStatus::kDamaged)};
  if (pdf->is_locked()) return {static_cast<char>(PdfStatus::kEncrypted)};
  std::string text, laid_out;
  std::uint32_t blank = 0;
  const int pages = pdf->pages();
  for (int i = 0; i < pages; ++i) {
    const std::unique_ptr<poppler::page> page(pdf->create_page(i));
    const std::string of_page = page ? text_of_page(*page, poppler::page::non_raw_non_physical_layout) : std::string();
    if (trimmed(of_page).empty()) {
      ++blank;
      continue;
    }
    text.append(trimmed(of_page)).append("\n");
    laid_out.append(text_of_page(*page, poppler::page::physical_layout)).append("\n");
    if (text.size() > kMaxRecordBytes || laid_out.size() > kMaxRecordBytes)
      return {static_cast<char>(PdfStatus::kTooLong)};
  }
  std::string answer(1, static_cast<char>(PdfStatus::kRead));
  const std::string title = utf8_of(pdf->get_title()), author = utf8_of(pdf->get_author()),
                    date = instant_text(pdf->get_creation_date_t());
  const std::string* const parts[] = {&text, &laid_out, &title, &author, &date};
  for (const std::string* part : parts) {
    append_number(answer, static_cast<std::uint32_t>(part->size()));
    answer += *part;
  }
  append_number(answer, static_cast<std::uint32_t>(std::max(pages, 0)));
  append_number(answer, blank);
  return answer;
}

void limit_process() {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGXCPU}) ::signal(number, SIG_DFL);
  std::uint64_t pages = 0;  // of address space that the parent has
  std::ifstream("/proc/self/statm") >> pages;
  const rlim_t space = pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE)) + kMaxPdfHeap;
  const rlimit memory{space, space}, none{0, 0};
  const rlimit processor{kMaxPdfSeconds, kMaxPdfSeconds + 1};  // SIGXCPU at the first, so that SIGKILL is from outside
  ::setrlimit(RLIMIT_AS, &memory);
  ::setrlimit(RLIMIT_CPU, &processor);
  ::setrlimit(RLIMIT_CORE, &none);
}

[[noreturn]] void answer_in_child(const std::string& bytes, int out) {
  limit_process();
  int status = 1;
  try {
    const std::string answer = answer_of_pdf(bytes);
    std::string_view rest = answer;
    while (!rest.empty()) {
      const ssize_t count = ::write(out, rest.data(), rest.size());
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) break;
      rest.remove_prefix(static_cast<std::size_t>(count));
    }
    status = rest.empty() ? 0 : 1;
  } catch (const std::exception&) {
    status = 1;  // reported by the parent
  }
  ::_exit(status);
}

[[noreturn]] void throw_process(const char* what) {
  throw Error(ErrorKind::kInput, fmt::format("{}: {}", what, std::generic_category().message(errno)));
}

// A child process and the end of the pipe from which its answer is read. Kills the child unless wait() was called.
class PdfProcess {
 public:
  explicit PdfProcess(const std::string& bytes) {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) throw_process("cannot make a pipe");
    child_ = ::fork();
    if (child_ == 0) answer_in_child(bytes, ends[1]);
    const int problem = errno;
    ::close(ends[1]);
    out_ = ends[0];
    if (child_ > 0) return;
    ::close(out_);
    errno = problem;
    throw_process("cannot start a process to read the PDF");
  }
  ~PdfProcess() {
    ::close(out_);
    if (child_ <= 0) return;
    ::kill(child_, SIGKILL);
    wait();
  }
  PdfProcess(const PdfProcess&) = delete;
  PdfProcess& operator=(const PdfProcess&) = delete;

  // Throws Error(kTooLarge) for more than answer_of_pdf() gives for a PDF within the limits.
  std::string answer() const {
    constexpr std::size_t kMostBytes = 2 * kMaxRecordBytes + 3 * kMaxFieldBytes;
    std::string answer;
    char piece[64u << 10];
    for (;;) {
      const ssize_t count = ::read(out_, piece, sizeof piece);
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) throw_process("cannot read the answer of the process that reads the PDF");
      if (count == 0) return answer;
      answer.append(piece, static_cast<std::size_t>(count));
      if (answer.size() > kMostBytes)
        throw Error(ErrorKind::kTooLarge, fmt::format("has more than {} bytes of text and properties", kMostBytes));
    }
  }

  // The status, as waitpid() gives it.
  int wait() {
    int status = 0;
    while (::waitpid(child_, &status, 0) < 0 && errno == EINTR) continue;
    child_ = 0;
    return status;
  }

 private:
  pid_t child_ = 0;
  int out_ = -1;
};

// Runs answer_of_pdf() in a separate process, because a damaged file may crash or stall the library, or make it take
// any amount of memory.
std::string answer_of_child(const std::string& bytes) {
  PdfProcess process(bytes);
  std::string answer = process.answer();
  const int status = process.wait();
  if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU)
    throw Error(ErrorKind::kTooLarge, fmt::format("is a PDF that takes more than {} seconds to read", kMaxPdfSeconds));
  if (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL)
    throw Error(ErrorKind::kInput, "is a PDF whose process was killed from outside, perhaps for lack of memory",
                "add it again");
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0 || answer.empty())
    throw Error(ErrorKind::kInput,
                fmt::format("is a damaged PDF, or needs more than {} MiB to be read", kMaxPdfHeap >> 20),
                "repair it, for example with: qpdf FILE OUT");
  return answer;
}

std::uint32_t take_number(std::string_view& rest) {
  std::uint32_t number = 0;
  if (rest.size() < sizeof number) throw Error(ErrorKind::kInput, "is a damaged PDF");
  std::memcpy(&number, rest.data(), sizeof number);
  rest.remove_prefix(sizeof number);
  return number;
}

}  // namespace

PdfText pdf_text(const std::string& bytes) {
  const std::string answer = answer_of_child(bytes);
  std::string_view rest = std::string_view(answer).substr(1);
  switch (static_cast<PdfStatus>(answer[0])) {
    case PdfStatus::kRead:
      break;
    case PdfStatus::kEncrypted:
      throw Error(ErrorKind::kInput, "is a PDF with a password",
                  "remove it, for example with: qpdf --decrypt --password=PASSWORD FILE OUT");
    case PdfStatus::kTooLong:
      throw Error(ErrorKind::kTooLarge, fmt::format("has more than {} bytes of text", kMaxRecordBytes));
    case PdfStatus::kDamaged:
      throw Error(ErrorKind::kInput, "is a damaged PDF", "repair it, for example with: qpdf FILE OUT");
  }
  PdfText pdf;
  ContainedText& contained = pdf.contained;
  for (std::string* part :
       {&contained.text, &contained.laid_out, &contained.title, &contained.author, &contained.date}) {
    const std::uint32_t size = take_number(rest);
    *part = std::string(rest.substr(0, size));
    rest.remove_prefix(std::min<std::size_t>(size, rest.size()));
  }
  pdf.pages = take_number(rest);
  pdf.blank_pages = take_number(rest);
  return pdf;
}

}  // namespace broadtape
