#include "store/interface/read_share.hpp"

namespace raccordo::store {
namespace {

thread_local ReadShare share_of_thread = ReadShare::others;
thread_local std::chrono::seconds longest_of_thread{0};

}  // namespace

void read_as(ReadShare share, std::chrono::seconds longest) {
  share_of_thread = share;
  longest_of_thread = longest;
}
ReadShare read_share() { return share_of_thread; }
std::chrono::seconds longest_read() { return longest_of_thread; }

}  // namespace raccordo::store
