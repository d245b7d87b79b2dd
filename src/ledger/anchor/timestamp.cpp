#include "ledger/anchor/timestamp.hpp"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ts.h>

#include <ctime>
#include <memory>
#include <new>
#include <optional>

namespace crossroads::ledger {
namespace {

template <auto free>
struct Freed {
  template <class T>
  void operator()(T* pointer) const {
    free(pointer);
  }
};
using Request = std::unique_ptr<TS_REQ, Freed<TS_REQ_free>>;
using Response = std::unique_ptr<TS_RESP, Freed<TS_RESP_free>>;
using Imprint = std::unique_ptr<TS_MSG_IMPRINT, Freed<TS_MSG_IMPRINT_free>>;
using Algorithm = std::unique_ptr<X509_ALGOR, Freed<X509_ALGOR_free>>;
using Number = std::unique_ptr<ASN1_INTEGER, Freed<ASN1_INTEGER_free>>;
using Verification = std::unique_ptr<TS_VERIFY_CTX, Freed<TS_VERIFY_CTX_free>>;
using Store = std::unique_ptr<X509_STORE, Freed<X509_STORE_free>>;
using Big = std::unique_ptr<BIGNUM, Freed<BN_free>>;

void must(bool done) {
  if (!done) throw std::bad_alloc();  // only memory can run out in these calls
}

/// What OpenSSL said last, and forgets it.
std::string reason() {
  std::string text;
  while (const auto code = ERR_get_error()) {
    const char* one = ERR_reason_error_string(code);
    if (one != nullptr) text = text.empty() ? one : text + "; " + one;
  }
  return text.empty() ? "no reason given" : text;
}

Request request_of(const TimestampQuery& query) {
  Request request(TS_REQ_new());
  Imprint imprint(TS_MSG_IMPRINT_new());
  Algorithm algorithm(X509_ALGOR_new());
  Number nonce(ASN1_INTEGER_new());
  must(request && imprint && algorithm && nonce);
  X509_ALGOR_set0(algorithm.get(), OBJ_nid2obj(NID_sha256), V_ASN1_NULL, nullptr);
  std::array<unsigned char, 32> digest = query.digest;
  must(TS_MSG_IMPRINT_set_algo(imprint.get(), algorithm.get()) == 1 && TS_MSG_IMPRINT_set_msg(imprint.get(), digest.data(), 32) == 1 &&
       TS_REQ_set_version(request.get(), 1) == 1 && TS_REQ_set_msg_imprint(request.get(), imprint.get()) == 1 &&
       ASN1_INTEGER_set_uint64(nonce.get(), query.nonce) == 1 && TS_REQ_set_nonce(request.get(), nonce.get()) == 1 &&
       TS_REQ_set_cert_req(request.get(), 1) == 1);
  return request;
}

/// The time of a token in whole milliseconds.
std::optional<Instant> time_of(TS_TST_INFO* info) {
  std::tm utc = {};
  if (ASN1_TIME_to_tm(TS_TST_INFO_get_time(info), &utc) != 1) return std::nullopt;
  return Instant(std::chrono::seconds(timegm(&utc)));
}

Result<Timestamp> verified(const std::array<std::uint8_t, 32>& digest, std::optional<std::uint64_t> nonce, std::string reply,
                           const std::filesystem::path& authorities) {
  ERR_clear_error();
  const auto wrong = [&](std::string what) {
    return failure({.what = std::move(what), .expected = "an RFC 3161 answer to the question that was asked", .kept = "nothing"});
  };
  const auto* bytes = reinterpret_cast<const unsigned char*>(reply.data());
  const auto* end = bytes + reply.size();
  const Response response(d2i_TS_RESP(nullptr, &bytes, static_cast<long>(reply.size())));
  if (!response || bytes != end) return wrong("the time-stamper's answer can't be read: " + reason());
  auto* info = TS_RESP_get_tst_info(response.get());
  if (info == nullptr) return wrong("the time-stamper refused");

  Store store(X509_STORE_new());
  Verification context(TS_VERIFY_CTX_new());
  must(store && context);
  if (X509_STORE_load_file(store.get(), authorities.c_str()) != 1) {
    return failure({.what = "the time-stamper's authorities can't be read: " + reason(),
                    .place = {.file = authorities.string()},
                    .expected = "certificates as PEM"});
  }
  // A token outlives its signer's certificate: what counts is that it was valid when it signed.
  if (const auto at = time_of(info)) {
    auto* parameters = X509_STORE_get0_param(store.get());
    X509_VERIFY_PARAM_set_time(parameters, std::chrono::duration_cast<std::chrono::seconds>(at->time_since_epoch()).count());
  }
  TS_VERIFY_CTX_set_store(context.get(), store.release());
  auto* imprint = static_cast<unsigned char*>(OPENSSL_memdup(digest.data(), digest.size()));
  must(imprint != nullptr);
  TS_VERIFY_CTX_set_imprint(context.get(), imprint, static_cast<long>(digest.size()));
  if (nonce) {
    const auto asked = request_of({digest, *nonce});
    const auto* number = TS_REQ_get_nonce(asked.get());
    const auto* answered = TS_TST_INFO_get_nonce(info);
    if (answered == nullptr || ASN1_INTEGER_cmp(number, answered) != 0)
      return wrong("the answer is to another question: its nonce differs");
  }
  TS_VERIFY_CTX_set_flags(context.get(), TS_VFY_VERSION | TS_VFY_SIGNATURE | TS_VFY_IMPRINT);
  if (TS_RESP_verify_response(context.get(), response.get()) != 1) return wrong("the timestamp does not verify: " + reason());

  const auto at = time_of(info);
  if (!at) return wrong("the timestamp's time can't be read");
  const Big serial(ASN1_INTEGER_to_BN(TS_TST_INFO_get_serial(info), nullptr));
  must(serial != nullptr);
  char* text = BN_bn2hex(serial.get());
  must(text != nullptr);
  Timestamp timestamp{std::move(reply), *at, text};
  OPENSSL_free(text);
  return timestamp;
}

}  // namespace

std::string TimestampQuery::der() const {
  const auto request = request_of(*this);
  const int size = i2d_TS_REQ(request.get(), nullptr);
  must(size > 0);
  std::string bytes(static_cast<std::size_t>(size), '\0');
  auto* out = reinterpret_cast<unsigned char*>(bytes.data());
  must(i2d_TS_REQ(request.get(), &out) == size);
  return bytes;
}

Result<Timestamp> verified_timestamp(const TimestampQuery& query, std::string reply, const std::filesystem::path& authorities) {
  return verified(query.digest, query.nonce, std::move(reply), authorities);
}
Result<Timestamp> verified_timestamp(const std::array<std::uint8_t, 32>& digest, std::string reply,
                                     const std::filesystem::path& authorities) {
  return verified(digest, std::nullopt, std::move(reply), authorities);
}

}  // namespace crossroads::ledger
