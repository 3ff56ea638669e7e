// fail_at_every_step: runs a script again and again and has another call of the store fail each time, first
// to last, in every way that a store can fail. A scene is one run of a script:
//   FaultPlan& plan();        of its store
//   void run();               begins the script, or goes on with it from what is stored; throws what failed
//   void restart();           the program starts again on the same store
//   void check_interrupted(); what was acknowledged so far is stored, what was not is not, or whole
//   void check_end();         the script has reached its end, once
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

/// `make` gives a fresh scene, in which nothing has run. Gives how many calls the script makes.
template <class Make>
std::size_t fail_at_every_step(StoreFault fault, Make make) {
  constexpr std::size_t kTooMany = 500;
  for (std::size_t step = 1; step < kTooMany; ++step) {
    SCOPED_TRACE("fault " + std::to_string(static_cast<int>(fault)) + " at call " + std::to_string(step));
    auto scene = make();
    scene->plan().fail_at(step, fault);
    const bool failed = fails(*scene);
    const bool struck = scene->plan().has_struck();
    scene->plan().mend();
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

/// In every way; `least`: calls that the script makes at least, so that a script that does nothing is seen.
template <class Make>
void fail_everywhere(std::size_t least, Make make) {
  for (const auto fault : kStoreFaults) EXPECT_GE(fail_at_every_step(fault, make), least);
}

}  // namespace raccordo::support
