#include "app/http/failure_problem.hpp"

#include "base/result.hpp"
#include "base/stop.hpp"
#include "base/storage_full.hpp"
#include "base/stored_damage.hpp"
#include "base/unreachable.hpp"
#include "store/interface/case_store.hpp"

namespace raccordo::app {
namespace {

constexpr int kSoon = 2, kStopping = 5, kAwayPause = 5, kDiskPause = 30;  // seconds

}  // namespace

Problem problem_of_failure(std::string_view otherwise) {
  try {
    throw;
  } catch (const base::Stopped&) {
    return {"unavailable", "The gateway is stopping; nothing was changed. Send it again.", {}, "", kStopping};
  } catch (const store::QueueFull&) {
    return {"overloaded", "The store cannot keep up; send again later.", {}, "", kSoon};
  } catch (const base::StorageFull&) {
    return {"storage-full", "", {}, "", kDiskPause};
  } catch (const base::Unreachable&) {
    return {"unavailable",
            "The database of the gateway does not answer, so this was not done, or it is not known whether "
            "it was. "
            "Send it again; with the same Idempotency-Key nothing is done twice.",
            {},
            "",
            kAwayPause};
  } catch (const base::ServerRefuses&) {
    return {"unavailable",
            "The database of the gateway refuses this, so it was not done; /status says what its operator "
            "must look at. Send it again once that says OK.",
            {},
            "",
            kDiskPause};
  } catch (const base::StoredDamage&) {
    return {"internal-error", ""};
  } catch (const base::SystemFault&) {
    if (otherwise != "unavailable") return {otherwise, ""};
    return {
        otherwise,
        "The store or the disk of the gateway does not work, so this was not done; /status names the part "
        "that fails. Send it again once that says OK.",
        {},
        "",
        kDiskPause};
  } catch (...) {
    return {otherwise, ""};
  }
}

}  // namespace raccordo::app
