#include "app/service/lanes.hpp"

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>

#include "store/interface/read_share.hpp"

namespace raccordo::app {
namespace {

using store::ReadShare;

/// The niceness of a thread compared with those of the requests lane.
enum Yields : int { kNever = 0, kToShortWork = 5, kToAll = 10 };

/// In Linux each thread has its own niceness; without it, threads share equally.
std::function<void()> enter(ReadShare share, Yields yields, std::chrono::seconds longest) {
  return [share, yields, longest] {
    store::read_as(share, longest);
    if (yields != kNever) {
      ::setpriority(PRIO_PROCESS, static_cast<id_t>(::syscall(SYS_gettid)), yields);
    }
  };
}

/// How long one statement of a database may take before the client is told to come again.
constexpr std::chrono::seconds kShort{10}, kLong{60}, kNoBound{0};

/// The bytes of documents for which a client is served before the next one's turn.
constexpr std::uint64_t kDocumentTurn = 256 << 10;

}  // namespace

std::string_view to_string(Lane lane) {
  constexpr std::array<std::string_view, 4> kNames = {"requests", "changes", "documents", "administration"};
  return kNames.at(static_cast<std::size_t>(lane));
}

Lanes::Lanes(unsigned cores)
    : requests_({std::max(4U, cores), 2048, 1024, 1}, enter(ReadShare::requests, kNever, kShort)),
      changes_({4, 512, 256, 1}, enter(ReadShare::changes, kNever, kShort)),
      // Bounded by admission, which counts submissions from their first byte.
      documents_({std::max(3U, cores), 4096, 4096, kDocumentTurn},
                 enter(ReadShare::documents, kToShortWork, kLong)),
      administration_({4, 256, 64, 1}, enter(ReadShare::administration, kToAll, kLong)),
      releases_({1, 64, 64, 1}, enter(ReadShare::administration, kToAll, kNoBound)) {}

WorkerPool& Lanes::operator[](Lane lane) {
  switch (lane) {
    case Lane::requests:
      return requests_;
    case Lane::changes:
      return changes_;
    case Lane::documents:
      return documents_;
    case Lane::administration:
      break;
  }
  return administration_;
}

void Lanes::stop() {
  for (auto* lane : {&documents_, &administration_, &releases_, &changes_, &requests_}) lane->stop();
}

}  // namespace raccordo::app
