// Work that is cut into pieces and shared out to several threads.
#pragma once

#include <cstddef>
#include <functional>

namespace raccordo::base {

/// How many threads are worth starting for so many pieces: one for each processor at most, and at least one.
std::size_t threads_for(std::size_t pieces);

/// Calls `work(thread, piece)` for every piece, from 0 on; each thread takes the next piece when it is free.
/// Thread 0 is the caller's, and passes a stop point before each piece (stop.hpp). Returns when all are done.
/// If any throws, no further pieces are begun, and one of the exceptions is thrown again here.
void share_out(std::size_t threads, std::size_t pieces,
               const std::function<void(std::size_t thread, std::size_t piece)>& work);

}  // namespace raccordo::base
