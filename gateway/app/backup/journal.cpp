#include "app/backup/journal.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

#include "app/backup/durable_file.hpp"
#include "app/backup/journal_lines.hpp"
#include "app/backup/kept_releases.hpp"
#include "app/backup/sealed_file.hpp"
#include "base/digest.hpp"
#include "base/log.hpp"
#include "base/plain_file.hpp"
#include "base/storage_full.hpp"
#include "base/text.hpp"
#include "store/interface/wait_for.hpp"

namespace raccordo::app {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kForm = "raccordo-journal 1 ";
constexpr std::size_t kAtOnce = 1000;
constexpr std::size_t kIdBytes = 16;
constexpr std::uintmax_t kTail = 64 << 10;  // bytes; most lines are shorter

[[noreturn]] void fail(const fs::path& file, int error) {
  const auto what = "cannot write " + file.string() + ": " + std::generic_category().message(error);
  if (error == ENOSPC || error == EDQUOT || error == EFBIG) throw base::StorageFull(what);
  throw base::SystemFault(what);
}

[[noreturn]] void broken(const fs::path& file, const std::string& what) {
  throw BrokenFile("journal " + file.string() + ": " + what + "; put its newest copy in its place");
}

fs::path acts_of(const fs::path& folder) { return folder / "acts"; }

/// One program, and one thread of it, at a time.
class Turn {
 public:
  explicit Turn(const fs::path& folder)
      : descriptor_(::open((folder / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
    if (descriptor_ < 0) fail(folder / "lock", errno);
    while (::flock(descriptor_, LOCK_EX) != 0) {
      if (errno != EINTR) fail(folder / "lock", errno);
    }
  }
  ~Turn() { ::close(descriptor_); }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;

 private:
  int descriptor_;
};

void append_durably(const fs::path& file, std::string_view text) {
  const int descriptor = ::open(file.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) fail(file, errno);
  int error = 0;
  while (!text.empty() && error == 0) {
    const auto count = ::write(descriptor, text.data(), text.size());
    if (count >= 0) {
      text.remove_prefix(static_cast<std::size_t>(count));
    } else if (errno != EINTR) {
      error = errno;
    }
  }
  if (error == 0 && ::fsync(descriptor) != 0) error = errno;
  ::close(descriptor);
  if (error != 0) fail(file, error);
}

std::string context_of(const std::string& id, std::int64_t n, std::string_view before) {
  return "journal|" + id + "|" + std::to_string(n) + "|" + std::string(before);
}

/// The text without a last line that was not written to its end.
std::string read_whole_lines(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw base::SystemFault("cannot read " + file.string());
  std::string text{std::istreambuf_iterator<char>(in), {}};
  text.erase(text.rfind('\n') == std::string::npos ? 0 : text.rfind('\n') + 1);
  return text;
}

bool ends_a_line(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return in.seekg(-1, std::ios::end) && in.get() == '\n';
}

/// A line `<n> <hash of the line before> <sealed act, hex>`.
struct Line {
  std::int64_t n = 0;
  std::string_view before, sealed;
};

std::optional<Line> split_line(std::string_view text) {
  const auto parts = base::split(text, ' ');
  if (parts.size() != 3) return std::nullopt;
  Line line{0, parts[1], parts[2]};
  const auto [end, error] = std::from_chars(parts[0].data(), parts[0].data() + parts[0].size(), line.n);
  if (error != std::errc() || end != parts[0].data() + parts[0].size() || line.n <= 0) return std::nullopt;
  return line;
}

class Reading {
 public:
  Reading(const fs::path& file, const privacy::Sealer& sealer) : file_(file), sealer_(sealer) {}

  JournalActs read(const std::string& text) {
    const auto lines = base::split(std::string_view(text).substr(0, text.size() - 1), '\n');
    if (!lines.front().starts_with(kForm)) broken(file_, "its first line is another one");
    out_.head.id = lines.front().substr(kForm.size());
    for (std::size_t i = 1; i < lines.size(); ++i) add(lines[i]);
    return std::move(out_);
  }

 private:
  void add(std::string_view text) {
    const auto line = split_line(text);
    const auto& before = out_.head.hash;
    if (!line || line->n <= out_.head.n || line->before != (before.empty() ? "-" : before))
      broken(file_, "the line after number " + std::to_string(out_.head.n) + " was changed");
    const auto sealed = base::from_hex(line->sealed);
    const auto plain =
        sealed ? sealer_.open(*sealed, context_of(out_.head.id, line->n, line->before)) : std::nullopt;
    auto act = plain ? read_act(*plain) : std::nullopt;
    if (!act) broken(file_, "number " + std::to_string(line->n) + " was changed, or sealed with another key");
    act->n = out_.head.n = line->n;
    out_.head.hash = base::sha256_hex(text);
    out_.acts.push_back(std::move(*act));
    out_.hashes.emplace_back(line->n, out_.head.hash);
  }

  const fs::path& file_;
  const privacy::Sealer& sealer_;
  JournalActs out_;
};

/// The last line, however long: an erasure names every record of a person. "": there is only the first line.
std::string last_line(std::ifstream& in, std::uintmax_t begin, std::uintmax_t size) {
  for (std::uintmax_t length = kTail;; length *= 2) {
    const bool is_all = size - begin <= length;
    const auto from = is_all ? begin : size - length;
    std::string tail(static_cast<std::size_t>(size - from), '\0');
    in.seekg(static_cast<std::streamoff>(from));
    if (!in.read(tail.data(), static_cast<std::streamsize>(tail.size())))
      throw base::SystemFault("the journal cannot be read");
    if (!tail.empty()) tail.pop_back();
    const auto before = tail.rfind('\n');
    if (before != std::string::npos) return tail.substr(before + 1);
    if (is_all) return tail;
  }
}

/// The head from the first and the last line alone: read_journal checks the rest.
JournalHead read_head(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::string first;
  if (!std::getline(in, first) || !first.starts_with(kForm)) broken(file, "its first line is another one");
  JournalHead head{first.substr(kForm.size()), 0, ""};
  const auto last = last_line(in, first.size() + 1, fs::file_size(file));
  if (last.empty()) return head;
  const auto line = split_line(last);
  if (!line) broken(file, "its last line was changed");
  head.n = line->n;
  head.hash = base::sha256_hex(last);
  return head;
}

/// Makes the folder and the first line, and removes a last line that a crash cut off.
void prepare(const fs::path& file) {
  // A full disk or a crash may have left a file without its first line.
  if (!fs::exists(file) || fs::file_size(file) == 0) {
    append_durably(file, std::string(kForm) + base::to_hex(base::random_bytes(kIdBytes)) + "\n");
    sync_folder_of(file);
    return;
  }
  if (ends_a_line(file)) return;
  const auto whole = read_whole_lines(file);
  if (whole.empty()) broken(file, "it is empty");
  fs::resize_file(file, whole.size());
  base::log(base::LogLevel::warn, "journal-line-cut", {{base::LogField::file, file.filename().string()}});
}

void append_acts(store::CaseStore& store, const privacy::Sealer& sealer, const fs::path& file,
                 JournalHead& head) {
  // The store was replaced by an older one without a restore: its numbers would come again.
  if (store.keepsakes().last() < head.n)
    wait_for<bool>([&](store::Done<bool> done) { store.keepsakes().renumber(head.n, std::move(done)); });
  for (;;) {
    const auto acts = store.keepsakes().after(head.n, kAtOnce);
    if (acts.empty()) return;
    if (head.n == 0 && acts.front().n > 1) {
      base::log(base::LogLevel::error, "journal-begun-again",
                {{base::LogField::reason, "acts before number " + std::to_string(acts.front().n) +
                                              " are in no journal here: put its newest copy in its place"}});
    }
    std::string text;
    for (const auto& act : acts) {
      const std::string before = head.hash.empty() ? "-" : head.hash;
      const auto sealed = sealer.seal(write_act(act), context_of(head.id, act.n, before));
      const auto line = std::to_string(act.n) + " " + before + " " + base::to_hex(sealed);
      head.n = act.n;
      head.hash = base::sha256_hex(line);
      text += line + "\n";
    }
    append_durably(file, text);
    wait_for<bool>([&](store::Done<bool> done) { store.keepsakes().drop(head.n, std::move(done)); });
  }
}

}  // namespace

fs::path journal_of(const fs::path& store) { return store.parent_path() / "journal"; }

std::optional<JournalActs> read_journal(const fs::path& folder, const privacy::Sealer& sealer) {
  const auto file = acts_of(folder);
  if (!fs::exists(file)) return std::nullopt;
  if (const auto wrong = base::fault_of_file(file)) broken(file, *wrong);
  const auto text = read_whole_lines(file);
  if (text.empty()) broken(file, "it is empty");
  auto read = Reading(file, sealer).read(text);
  read.is_cut = text.size() != fs::file_size(file);
  return read;
}

std::optional<std::int64_t> newest_act(const fs::path& folder) {
  const auto file = acts_of(folder);
  if (!fs::exists(file) || fs::file_size(file) == 0) return std::nullopt;
  const Turn turn(folder);
  prepare(file);
  return read_head(file).n;
}

JournalHead keep_journal(store::CaseStore& store, const privacy::Sealer& sealer, const fs::path& folder) {
  fs::create_directories(folder);
  std::error_code of_another_user;
  fs::permissions(folder, fs::perms::owner_all, of_another_user);
  const Turn turn(folder);
  const auto file = acts_of(folder);
  prepare(file);
  auto head = read_head(file);
  append_acts(store, sealer, file, head);
  keep_releases(store, sealer, folder);
  return head;
}

void journal_or_throw(store::CaseStore& store, const privacy::Sealer& sealer, const fs::path& file) {
  std::error_code ignored;
  if (fs::is_directory(file.parent_path(), ignored)) keep_journal(store, sealer, journal_of(file));
}

void try_journal(store::CaseStore& store, const privacy::Sealer& sealer, const fs::path& file) {
  try {
    journal_or_throw(store, sealer, file);
  } catch (const std::exception& error) {
    base::log(base::LogLevel::error, "journal-behind", {{base::LogField::reason, std::string(error.what())}});
  }
}

std::optional<base::Instant> last_backup(const fs::path& folder) {
  std::ifstream in(folder / "last-backup");
  std::string line;
  return std::getline(in, line) ? base::parse_instant(line) : std::nullopt;
}

void note_backup(const fs::path& folder, base::Instant at) {
  std::error_code ignored;
  fs::remove(folder / "last-backup", ignored);
  DurableFile file(folder / "last-backup");
  file.write(base::to_string(at) + "\n");
  file.commit();
}

}  // namespace raccordo::app
