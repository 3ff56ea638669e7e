// The reading connections of a thread: each kind of work has its own, so that long reads of one do not delay
// short ones of another. Set by app/service/lanes once per thread; read by SqliteReaders.
#pragma once

#include <cstddef>
#include <cstdint>

namespace raccordo::store {

enum class ReadShare : std::uint8_t { others, requests, changes, documents, administration };
inline constexpr std::size_t kReadShares = 5;

/// From now on this thread reads as `share`; the default is `others`.
void read_as(ReadShare share);
ReadShare read_share();

}  // namespace raccordo::store
