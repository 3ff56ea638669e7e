#include "app/service/reload_note.hpp"

#include <sys/stat.h>

#include <array>
#include <fstream>
#include <string_view>

#include "base/result.hpp"

namespace raccordo::app {
namespace {

constexpr std::string_view kFirst = "raccordo reload 1";
constexpr std::array<std::string_view, 4> kStates = {"started", "reloaded", "refused", "partly"};

std::string in_one_line(std::string text) {
  for (auto& c : text) {
    if (c == '\n' || c == '\r') c = ' ';
  }
  return text;
}

}  // namespace

std::filesystem::path reload_note_of(const std::filesystem::path& store) {
  return store.string() + "-reload";
}

void write_note(const std::filesystem::path& file, const ReloadNote& note) {
  const std::filesystem::path fresh = file.string() + ".part";
  {
    std::ofstream out(fresh, std::ios::binary | std::ios::trunc);
    ::chmod(fresh.c_str(), 0600);
    out << kFirst << '\n'
        << note.process << '\n'
        << note.at.micros << ' ' << kStates.at(static_cast<std::size_t>(note.state)) << ' ' << note.clients
        << ' ' << note.sources << ' ' << note.extracts << '\n'
        << in_one_line(note.reason) << '\n';
    if (!out.flush()) throw base::SystemFault("cannot write " + fresh.string());
  }
  std::error_code failed;
  std::filesystem::rename(fresh, file, failed);
  if (failed) throw base::SystemFault("cannot write " + file.string() + ": " + failed.message());
}

std::optional<ReloadNote> read_note(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::string first;
  std::string state;
  ReloadNote note;
  std::getline(in, first);
  std::getline(in, note.process);
  in >> note.at.micros >> state >> note.clients >> note.sources >> note.extracts;
  in.ignore(1);
  std::getline(in, note.reason);
  if (!in || first != kFirst) return std::nullopt;
  for (std::size_t i = 0; i < kStates.size(); ++i) {
    if (state != kStates.at(i)) continue;
    note.state = static_cast<ReloadState>(i);
    return note;
  }
  return std::nullopt;
}

}  // namespace raccordo::app
