#include "app/backup/backup.hpp"

#include <fstream>
#include <utility>

#include "app/backup/durable_file.hpp"
#include "base/json.hpp"
#include "base/plain_file.hpp"
#include "base/time.hpp"
#include "store/open/open_store.hpp"
#include "store/open/store_copy.hpp"
#include "store/transfer/transfer.hpp"

namespace raccordo::app {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kKind = "store";
constexpr std::size_t kPiece = std::size_t{1} << 20;

std::string first_line(const JournalHead& journal, std::uint64_t bytes) {
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  writer.StartObject();
  base::put(writer, "journal", journal.id);
  base::put_number(writer, "acts", journal.n);
  base::put(writer, "hash", journal.hash);
  base::put_number(writer, "bytes", bytes);
  writer.EndObject();
  return std::string(base::view(buffer)) + "\n";
}

void read_first_line(const std::string& line, BackupContents& contents) {
  rapidjson::Document json;
  json.Parse<rapidjson::kParseIterativeFlag>(line.data(), line.size());
  const bool whole = !json.HasParseError() && json.IsObject() && json.HasMember("journal") &&
                     json["journal"].IsString() && json.HasMember("acts") && json["acts"].IsInt64() &&
                     json.HasMember("hash") && json["hash"].IsString() && json.HasMember("bytes") &&
                     json["bytes"].IsUint64();
  if (!whole) throw BrokenFile("the backup is incomplete; use another copy");
  contents.journal = {std::string(base::view(json["journal"])), json["acts"].GetInt64(),
                      std::string(base::view(json["hash"]))};
  contents.bytes = json["bytes"].GetUint64();
}

/// The journal is brought up to date first, so that no act is only in the backup.
JournalHead caught_up(const store::StorePlace& store, const privacy::Sealer& sealer) {
  const auto opened = store::open_store({store});
  return keep_journal(*opened, sealer, journal_of(store.file));
}

/// The store as it is now, in a file.
void copy_of_now(const store::StorePlace& store, const std::string& to, const BackupProgress& progress) {
  if (store.is_postgres()) {
    store::export_store(store, to, progress);
    return;
  }
  store::copy_store(store.file, to, [&](std::uint64_t done, std::uint64_t all) {
    constexpr std::uint64_t kPage = 4096;
    progress("copy", done * kPage, all * kPage);
  });
}

BackupContents write_backup(const store::StorePlace& store, const fs::path& file, const SealedFileKey& key,
                            const JournalHead& journal, const BackupProgress& progress) {
  BackupContents made;
  made.journal = journal;
  made.head = {std::string(kKind), base::to_string(base::system_clock().now()), key.passphrase.has_value()};
  SealedFileWriter out(file, key, made.head);
  const TemporaryStore copy(temporary_store(store.file));
  copy_of_now(store, copy.file().string(), progress);
  made.bytes = fs::file_size(copy.file());
  out.write(first_line(made.journal, made.bytes));
  std::ifstream in(copy.file(), std::ios::binary);
  std::string piece(kPiece, '\0');
  for (std::uint64_t done = 0; done < made.bytes;) {
    in.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    const auto count = static_cast<std::size_t>(in.gcount());
    if (count == 0) throw base::SystemFault("cannot read " + copy.file().string());
    out.write(std::string_view(piece).substr(0, count));
    progress("seal", done += count, made.bytes);
  }
  out.commit();
  note_backup(journal_of(store.file), base::system_clock().now());
  return made;
}

}  // namespace

BackupContents make_backup(const store::StorePlace& store, const fs::path& file, const SealedFileKey& key,
                           const BackupProgress& progress) {
  const auto journal = caught_up(store, *key.sealer);
  return write_backup(store, file, key, journal, progress);
}

fs::path back_up_older_store(const fs::path& store, std::int64_t version, const privacy::Sealer& sealer) {
  const auto name = store.string() + ".schema-" + std::to_string(version);
  fs::path file = name + ".backup";
  for (int more = 2; fs::exists(fs::symlink_status(file)); ++more)
    file = name + "-" + std::to_string(more) + ".backup";
  const auto journal = read_journal(journal_of(store), sealer);
  write_backup(store::StorePlace(store.string()), file, {&sealer, std::nullopt},
               journal ? journal->head : JournalHead{}, [](auto, auto, auto) {});
  return file;
}

BackupContents extract_backup(const fs::path& file, const fs::path& store, const SealedFileKey& key,
                              const BackupProgress& progress) {
  if (const auto wrong = base::fault_of_file(file)) throw BrokenFile(file.string() + ": " + *wrong);
  SealedFileReader in(file, key);
  BackupContents found;
  found.head = in.head();
  auto piece = in.next();  // only then is the head known to be as it was written
  if (found.head.kind != kKind)
    throw BrokenFile(file.string() + " is a release of a journal, not a backup of a store");
  std::string line;
  DurableFile out(store);
  std::uint64_t written = 0;
  for (; piece; piece = in.next()) {
    if (found.bytes == 0) {
      line += *piece;
      const auto end = line.find('\n');
      if (end == std::string::npos) continue;
      read_first_line(line.substr(0, end), found);
      piece = line.substr(end + 1);
    }
    out.write(*piece);
    written += piece->size();
    progress("read", in.position(), in.size());
  }
  if (found.bytes == 0 || written != found.bytes)
    throw BrokenFile("the backup is incomplete; use another copy");
  out.commit();
  if (const auto wrong = store::damage_of(store.string()); !wrong.empty())
    throw BrokenFile("the store in the backup is damaged: " + wrong + "; use another copy");
  return found;
}

}  // namespace raccordo::app
