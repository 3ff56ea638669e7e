// FaultPlan: which call of a store fails, and how; the plan of one faulty store (faulty_store.hpp). Calls are
// counted from 1, reads and writes alike.
// Threads: all members from any thread.
#pragma once

#include <condition_variable>
#include <exception>
#include <mutex>
#include <utility>

#include "base/result.hpp"
#include "store/interface/write_done.hpp"

namespace raccordo::support {

enum class StoreFault : std::uint8_t {
  refused,      ///< the queue of writes is full: a write throws store::QueueFull; a read throws SystemFault
  undone,       ///< a write fails and its callback receives the error; a read throws SystemFault
  ends_before,  ///< the program ends before the call: it and all later ones have no effect
  ends_after    ///< the program ends after the commit: the write is durable, and was not acknowledged
};
inline constexpr StoreFault kStoreFaults[] = {StoreFault::refused, StoreFault::undone,
                                              StoreFault::ends_before, StoreFault::ends_after};

class FaultPlan {
 public:
  /// From now on: the call after `step` - 1 others fails.
  void fail_at(std::size_t step, StoreFault fault) {
    const std::lock_guard lock(mutex_);
    calls_ = 0;
    step_ = step;
    fault_ = fault;
    struck_ = ended_ = false;
  }
  /// From now on no call fails.
  void repair() {
    const std::lock_guard lock(mutex_);
    step_ = 0;
    struck_ = ended_ = false;
  }
  bool has_struck() const {
    const std::lock_guard lock(mutex_);
    return struck_;
  }
  bool is_running() const {
    const std::lock_guard lock(mutex_);
    return !ended_;
  }

  /// Called before each read.
  void step() {
    if (next() != Verdict::pass) throw base::SystemFault("a planned fault of the store");
  }
  /// Called before each write; `call` does it, and takes the callback.
  template <class T, class Call>
  void write(store::Done<T> done, Call call) {
    const auto verdict = next();
    if (verdict == Verdict::refuse) throw store::QueueFull();
    act<T>(verdict, std::move(done), call);
  }
  /// The same for a write that the queue admits even when it is full: it is never refused.
  template <class T, class Call>
  void admitted(store::Done<T> done, Call call) {
    act<T>(next(), std::move(done), call);
  }

 private:
  enum class Verdict : std::uint8_t { pass, refuse, undo, lose_answer };
  Verdict next() {
    const std::lock_guard lock(mutex_);
    if (ended_) return Verdict::undo;
    if (++calls_ != step_) return Verdict::pass;
    struck_ = true;
    ended_ = fault_ == StoreFault::ends_before || fault_ == StoreFault::ends_after;
    if (fault_ == StoreFault::refused) return Verdict::refuse;
    return fault_ == StoreFault::ends_after ? Verdict::lose_answer : Verdict::undo;
  }

  template <class T, class Call>
  void act(Verdict verdict, store::Done<T> done, Call& call) {
    const auto planned = std::make_exception_ptr(base::SystemFault("a planned fault of the store"));
    if (verdict == Verdict::undo) {
      wait_for_earlier_writes();
      if (done) done(planned, T{});
      return;
    }
    enter();
    try {
      call(store::Done<T>(
          [this, verdict, planned, done = std::move(done)](std::exception_ptr failed, T result) {
            const bool lost = verdict == Verdict::lose_answer;
            if (done && lost) done(planned, T{});
            if (done && !lost) done(std::move(failed), std::move(result));
            leave();
          }));
    } catch (...) {
      leave();
      throw;
    }
  }

  void enter() {
    const std::lock_guard lock(mutex_);
    ++in_flight_;
  }
  void leave() {
    const std::lock_guard lock(mutex_);
    if (--in_flight_ == 0) none_in_flight_.notify_all();
  }
  /// A store calls back in the order of the writes.
  void wait_for_earlier_writes() {
    std::unique_lock lock(mutex_);
    none_in_flight_.wait(lock, [this] { return in_flight_ == 0; });
  }

  mutable std::mutex mutex_;
  std::condition_variable none_in_flight_;
  std::size_t calls_ = 0, step_ = 0, in_flight_ = 0;
  StoreFault fault_ = StoreFault::undone;
  bool struck_ = false, ended_ = false;
};

}  // namespace raccordo::support
