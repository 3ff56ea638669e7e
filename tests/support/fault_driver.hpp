// fail_at_every_step: runs a script repeatedly and lets another call of the store fail each time, first to
// last, in every way in which a store can fail. A scene is one run of a script:
//   FaultPlan& plan();        of its store
//   void run();               starts the script, or continues it from the stored state; throws the failure
//   void restart();           the program starts again on the same store
//   void check_interrupted(); acknowledged work is stored, other work completely or not at all
//   void check_end();         the script is completed, once
#pragma once

#include <gtest/gtest.h>

#include <memory>

#include "support/fault_plan.hpp"

namespace raccordo::support {

/// The store's own failures; anything else is a fault of the script and ends the test.
template <class Scene>
bool fails(Scene& scene) {
  try {
    scene.run();
    return false;
  } catch (const base::SystemFault&) {
    return true;
  } catch (const store::QueueFull&) {
    return true;
  }
}

/// `make` returns a fresh scene, in which nothing has run. Returns the number of calls of the script.
template <class Make>
std::size_t fail_at_every_step(StoreFault fault, Make make) {
  constexpr std::size_t kTooMany = 500;
  for (std::size_t step = 1; step < kTooMany; ++step) {
    SCOPED_TRACE("fault " + std::to_string(static_cast<int>(fault)) + " at call " + std::to_string(step));
    auto scene = make();
    scene->plan().fail_at(step, fault);
    const bool failed = fails(*scene);
    const bool struck = scene->plan().has_struck();
    scene->plan().repair();
    if (!struck) {
      EXPECT_FALSE(failed) << "it fails without a fault";
      scene->check_end();
      return step - 1;
    }
    if (failed) {
      if (fault == StoreFault::ends_before || fault == StoreFault::ends_after) scene->restart();
      scene->check_interrupted();
      scene->run();
    }
    scene->check_end();
    if (testing::Test::HasFailure()) return 0;
  }
  ADD_FAILURE() << "the script makes more than " << kTooMany << " calls";
  return 0;
}

/// In every way; `least`: minimum number of calls, so that a script that does nothing is detected.
template <class Make>
void fail_everywhere(std::size_t least, Make make) {
  for (const auto fault : kStoreFaults) EXPECT_GE(fail_at_every_step(fault, make), least);
}

}  // namespace raccordo::support
