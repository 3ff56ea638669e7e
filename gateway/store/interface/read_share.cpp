#include "store/interface/read_share.hpp"

namespace raccordo::store {
namespace {

thread_local ReadShare share_of_thread = ReadShare::others;

}  // namespace

void read_as(ReadShare share) { share_of_thread = share; }
ReadShare read_share() { return share_of_thread; }

}  // namespace raccordo::store
