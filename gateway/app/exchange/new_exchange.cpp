#include "app/exchange/new_exchange.hpp"

#include "app/exchange/sealed_exchange.hpp"
#include "base/text.hpp"

namespace raccordo::app {

store::NewExchange seal_exchange(const ExchangeParcel& parcel, const Keyring& keys, base::Instant now) {
  const auto& order = parcel.order;
  const auto& record = parcel.sent.record;
  const auto digest = base::sha256(parcel.document);
  store::NewExchange made;
  auto& row = made.row;
  row.id = base::new_ulid(now);
  row.sender = parcel.sender;
  row.recipient = order.recipient;
  row.office = order.office;
  row.source = order.source;
  row.purpose = order.purpose;
  row.owner = record.owner;
  row.sent_at = now;
  row.expires_at = order.expires_at;
  row.sealed_letter = seal_letter(keys.sealer, row.id,
                                  {order.legal_basis, order.contact, base::to_string(order.expires),
                                   std::string(model::to_string(parcel.format)),
                                   base::to_hex(base::as_bytes(digest)), parcel.document.size()});
  made.content.document = seal_text(keys.sealer, row.id, ExchangeText::document, parcel.document);
  made.content.record = seal_case(keys.sealer, row.id, record);
  const auto document = "exchange|" + order.source + "|" + std::string(base::as_bytes(digest));
  made.digest = keys.renewed(keys.names.compute(document));
  made.pseudonym = parcel.sent.pseudonym;
  made.is_transfer = order.purpose == kTransfer;
  made.sealed_record_id = seal_text(keys.sealer, row.id, ExchangeText::record_id, record.record_id);
  if (parcel.key) {
    made.key = parcel.key;
    // All that makes it another request; none of these words has a line end.
    made.request = keys.renewed(keys.names.compute(
        document + "\n" + order.recipient + "\n" + order.office + "\n" + order.purpose + "\n" +
        base::to_string(order.expires) + "\n" + order.legal_basis + "\n" + order.contact));
  }
  return made;
}

}  // namespace raccordo::app
