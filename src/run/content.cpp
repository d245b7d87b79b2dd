#include "run/content.hpp"

namespace crossroads::run {
namespace {

constexpr std::uint8_t no_quality = 0xff;
constexpr std::uint8_t has_amount = 1;  // beside it: the nature, counted from 1, in the bits above

/// Seven bits a byte, the lowest first; the top bit says that more follow.
void put(PackedContent& to, std::uint64_t number) {
  for (; number >= 0x80; number >>= 7) to.push_back(static_cast<char>(number | 0x80));
  to.push_back(static_cast<char>(number));
}

class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}
  std::uint64_t number() {
    std::uint64_t number = 0;
    for (unsigned shift = 0;; shift += 7) {
      const std::uint8_t next = byte();
      number |= static_cast<std::uint64_t>(next & 0x7f) << shift;
      if ((next & 0x80) == 0) return number;
    }
  }
  std::uint8_t byte() { return static_cast<std::uint8_t>(bytes_[at_++]); }
  domain::Month month() { return domain::Month::from_index(static_cast<std::int32_t>(number())); }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
};

std::uint64_t index(domain::Month month) { return static_cast<std::uint64_t>(month.index()); }

}  // namespace

Content content_of(const Message& message) { return {message.months, message.periods, message.quality}; }

PackedContent pack(const Content& content) {
  PackedContent bytes;
  put(bytes, content.months.size());
  for (const auto& [month, amount, nature] : content.months) {
    put(bytes, index(month));
    const auto nature_bits = nature ? (static_cast<unsigned>(*nature) + 1) << 1 : 0U;
    bytes.push_back(static_cast<char>(nature_bits | (amount ? has_amount : 0U)));
    if (amount) put(bytes, static_cast<std::uint64_t>(amount->count()));
  }
  put(bytes, content.periods.size());
  for (const auto& [from, to] : content.periods) {
    put(bytes, index(from));
    put(bytes, static_cast<std::uint64_t>(to - from));
  }
  bytes.push_back(static_cast<char>(content.quality ? static_cast<std::uint8_t>(*content.quality) : no_quality));
  return bytes;
}

Content unpack(std::string_view packed) {
  Reader reader(packed);
  Content content;
  content.months.resize(reader.number());
  for (auto& [month, amount, nature] : content.months) {
    month = reader.month();
    const unsigned tag = reader.byte();
    if (tag >> 1 != 0) nature = static_cast<domain::Nature>((tag >> 1) - 1);
    if ((tag & has_amount) != 0) amount = domain::Cents(static_cast<std::int64_t>(reader.number()));
  }
  content.periods.resize(reader.number());
  for (auto& [from, to] : content.periods) {
    from = reader.month();
    to = from.plus(static_cast<std::int32_t>(reader.number()));
  }
  if (const auto quality = reader.byte(); quality != no_quality) content.quality = static_cast<domain::Quality>(quality);
  return content;
}

}  // namespace crossroads::run
