// The reading connections of a thread: each kind of work has its own, so that long reads of one do not delay
// short ones of another. Set by app/service/lanes once per thread; read by SqliteReaders.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace raccordo::store {

enum class ReadShare : std::uint8_t { others, requests, changes, documents, administration };
inline constexpr std::size_t kReadShares = 5;

/// From now on this thread reads as `share`; the default is `others`. `longest`: how long one statement of
/// PostgreSQL may take, because somebody waits for it; 0: as long as the server answers.
void read_as(ReadShare share, std::chrono::seconds longest = std::chrono::seconds(0));
ReadShare read_share();
std::chrono::seconds longest_read();

}  // namespace raccordo::store
