// ReloadNote: what a running gateway took over last, in the file `<store>-reload` beside its claim, for
// `raccordo reload`. Written by `serve`. Errors: base::SystemFault if it cannot be written.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "base/time.hpp"

namespace raccordo::app {

enum class ReloadState : std::uint8_t { started, reloaded, refused, partly };

struct ReloadNote {
  std::string process;  ///< as store::this_process()
  base::Instant at;
  ReloadState state = ReloadState::started;
  std::size_t clients = 0, sources = 0, extracts = 0;
  std::string reason;  ///< of `refused` and `partly`: one line
  bool operator==(const ReloadNote&) const = default;
};

std::filesystem::path reload_note_of(const std::filesystem::path& store);
/// Replaces the file.
void write_note(const std::filesystem::path& file, const ReloadNote& note);
/// Nothing if there is no file, or none of this form.
std::optional<ReloadNote> read_note(const std::filesystem::path& file);

}  // namespace raccordo::app
