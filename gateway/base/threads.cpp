#include "base/threads.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

#include "base/stop.hpp"

namespace raccordo::base {

std::size_t threads_for(std::size_t pieces) {
  const auto processors = std::max<std::size_t>(1, std::thread::hardware_concurrency());
  return std::clamp<std::size_t>(pieces, 1, processors);
}

void share_out(std::size_t threads, std::size_t pieces,
               const std::function<void(std::size_t thread, std::size_t piece)>& work) {
  std::atomic<std::size_t> next{0};
  std::exception_ptr thrown;
  std::mutex guard;  // of `thrown`
  const auto run = [&](std::size_t thread) {
    try {
      for (auto piece = next++; piece < pieces; piece = next++) {
        if (thread == 0) stop_point();
        work(thread, piece);
      }
    } catch (...) {
      next = pieces;
      const std::scoped_lock lock(guard);
      thrown = std::current_exception();
    }
  };
  {
    std::vector<std::jthread> others;
    for (std::size_t thread = 1; thread < threads; ++thread) others.emplace_back(run, thread);
    run(0);
  }
  if (thrown) std::rethrow_exception(thrown);
}

}  // namespace raccordo::base
