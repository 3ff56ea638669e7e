// Whose share of the reading connections this thread takes: each kind of work has its own, so that long reads
// of one never keep short ones of another waiting. Set by app/service/lanes once a thread; read by
// SqliteReaders.
#pragma once

#include <cstddef>
#include <cstdint>

namespace raccordo::store {

enum class ReadShare : std::uint8_t { others, requests, changes, documents, administration };
inline constexpr std::size_t kReadShares = 5;

/// From now on this thread reads as `share`; a thread that never says so reads as `others`.
void read_as(ReadShare share);
ReadShare read_share();

}  // namespace raccordo::store
