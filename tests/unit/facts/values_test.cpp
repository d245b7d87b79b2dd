// The fast reader against the exact one: what it accepts has the same value, and what is written in the usual form it accepts.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "data_folder.hpp"
#include "facts/row/grant_row.hpp"
#include "facts/row/stay_row.hpp"
#include "facts/values/exact_reader.hpp"
#include "facts/values/fast_reader.hpp"

namespace crossroads::facts::values {
namespace {

/// The fields as a row of a file with so many columns, for both readers.
class OneRow {
 public:
  explicit OneRow(std::vector<std::string> fields) : fields_(std::move(fields)) {
    header_.columns = fields_.size();
    for (std::size_t i = 0; i < fields_.size(); ++i) header_.field_of[i] = static_cast<std::uint8_t>(i);
    ends_.push_back(~std::uint32_t{0});
    for (const auto& field : fields_) {
      text_ += field + ",";
      ends_.push_back(static_cast<std::uint32_t>(text_.size() - 1));
      views_.emplace_back(field);
      any_quote_ |= field.contains('"');
    }
    text_ += std::string(csv::padding, '7');  // digits behind the row must not matter
  }
  template <NissIs niss_is = NissIs::checked>
  [[nodiscard]] FastReader<niss_is> fast() {
    return {text_.data(), ends_.data(), header_, any_quote_, memory_};
  }
  [[nodiscard]] ExactReader exact(DataFile file) const { return {views_, columns_of(file), header_, test_today}; }
  /// The same row again, the fast reader knowing what it read before.
  void again(std::vector<std::string> fields) {
    auto memory = memory_;
    *this = OneRow(std::move(fields));
    memory_ = memory;
  }

 private:
  std::vector<std::string> fields_;
  std::string text_;
  std::vector<std::uint32_t> ends_;
  std::vector<std::string_view> views_;
  csv::Header header_;
  bool any_quote_ = false;
  FastMemory memory_{test_today};
};

std::string any_of_some(std::initializer_list<std::string> some) { return *rc::gen::elementOf(std::vector<std::string>(some)); }

std::string any_date() {
  if (*rc::gen::inRange(0, 8) == 0)
    return any_of_some({"", "2011-02-29", "2012-02-29", "0999-01-01", "1000-01-01", "9999-12-31", "2011-1-01", "2011-01-1a", "2011/01/01",
                        "20110101", "2011-01-011"});
  return fmt::format("{:04}-{:02}-{:02}", *rc::gen::inRange(998, 10'000), *rc::gen::inRange(0, 15), *rc::gen::inRange(0, 34));
}

template <class Value, class Read>
void must_agree(const std::string& text, Read&& read) {
  OneRow row({text});
  Value fast{}, exact{};
  auto exact_reader = row.exact(DataFile::persons);
  const bool fast_good = read(row.fast(), fast), exact_good = read(exact_reader, exact);
  if (fast_good) { RC_ASSERT(exact_good && fast == exact); }
}

RC_GTEST_PROP(FastValues, DatesAreExact, ()) {
  must_agree<domain::Date>(any_date(), [](auto&& in, domain::Date& value) { return in.date(0, value); });
}

RC_GTEST_PROP(FastValues, DatesOfAMonthMetBeforeAreExact, ()) {
  // The memory of months must not let a wrong day or another text through.
  const std::string month = fmt::format("20{:02}-{:02}-", *rc::gen::inRange(0, 40), *rc::gen::inRange(1, 13));
  OneRow row({month + "01"});
  domain::Date met;
  RC_ASSERT(row.fast().date(0, met));
  std::string text = month + fmt::format("{:02}", *rc::gen::inRange(0, 40));
  if (*rc::gen::inRange(0, 3) == 0)
    text[*rc::gen::inRange<std::size_t>(0, 10)] = *rc::gen::element('0', '9', '/', ':', '-', 'a', ' ', '\xFF');
  row.again({text});
  domain::Date fast, exact;
  const bool fast_good = row.fast().date(0, fast);
  auto reader = row.exact(DataFile::persons);
  RC_ASSERT(fast_good == reader.date(0, exact));
  if (fast_good) { RC_ASSERT(fast == exact); }
}

RC_GTEST_PROP(FastValues, NissAreExact, ()) {
  const std::string nine = fmt::format("{:02}{:02}{:02}{:03}", *rc::gen::inRange(0, 100), *rc::gen::inRange(0, 56),
                                       *rc::gen::inRange(0, 33), *rc::gen::inRange(0, 1000));
  std::string text = nine + fmt::format("{:02}", 97 - std::stoull((*rc::gen::arbitrary<bool>() ? "2" : "") + nine) % 97);
  if (*rc::gen::inRange(0, 4) == 0) text[*rc::gen::inRange<std::size_t>(0, 11)] = *rc::gen::element('0', '1', '/', ':', 'a', '\xFF');
  must_agree<domain::Niss>(text, [](auto&& in, domain::Niss& value) { return in.niss(0, value); });
  must_agree<std::optional<domain::Niss>>(text, [](auto&& in, auto& value) { return in.niss_or_none(0, value); });
}

TEST(FastValues, ANissThatIsLookedUpIsOnlyElevenDigits) {
  OneRow row({"99999999999"});
  domain::Niss niss;
  EXPECT_FALSE(row.fast<NissIs::checked>().niss(0, niss));
  ASSERT_TRUE(row.fast<NissIs::looked_up>().niss(0, niss));
  EXPECT_EQ(niss.digits(), 99'999'999'999);
  // What was only looked up is not taken for checked later.
  EXPECT_FALSE(row.fast<NissIs::checked>().niss(0, niss));
}

RC_GTEST_PROP(FastValues, AmountsAreExact, ()) {
  std::string text = std::to_string(*rc::gen::inRange<std::uint64_t>(0, 2'000'000'000));
  text = std::string(*rc::gen::inRange<std::size_t>(0, 3), '0') + text.substr(0, *rc::gen::inRange<std::size_t>(0, 11));
  if (*rc::gen::inRange(0, 5) == 0 && !text.empty())
    text[*rc::gen::inRange<std::size_t>(0, text.size())] = *rc::gen::element('/', ':', '-', '.', ' ');
  must_agree<domain::Cents>(text, [](auto&& in, domain::Cents& value) { return in.cents(0, value); });
  must_agree<domain::Cents>(text, [](auto&& in, domain::Cents& value) { return in.some_cents(0, value); });
}

RC_GTEST_PROP(FastValues, CentresAreExact, ()) {
  const auto eight = *rc::gen::inRange<std::uint64_t>(0, 100'000'000);
  std::string text =
      fmt::format("{:08}{:02}", eight, *rc::gen::inRange(0, 4) == 0 ? *rc::gen::inRange<std::uint64_t>(0, 100) : 97 - eight % 97);
  if (*rc::gen::inRange(0, 5) == 0) text[*rc::gen::inRange<std::size_t>(0, 10)] = *rc::gen::element('/', ':', '0', ' ');
  must_agree<domain::EnterpriseNumber>(text, [](auto&& in, domain::EnterpriseNumber& value) { return in.centre(0, value); });
}

TEST(FastValues, BytesOfZeroAreNoValueBeforeAnyWasMet) {
  domain::Niss niss;
  domain::EnterpriseNumber centre;
  EXPECT_FALSE(OneRow({std::string(11, '\0')}).fast().niss(0, niss));
  EXPECT_FALSE(OneRow({std::string(10, '\0')}).fast().centre(0, centre));
}

TEST(FastValues, CountriesAreExact) {
  for (int first = 0; first < 256; ++first) {
    for (int second = 0; second < 256; ++second) {
      OneRow row({std::string{static_cast<char>(first), static_cast<char>(second)}});
      domain::Country fast, exact;
      auto reader = row.exact(DataFile::persons);
      ASSERT_EQ(row.fast().country(0, fast), reader.country(0, exact)) << first << " " << second;
      ASSERT_EQ(fast, exact);
    }
  }
}

/// Every name, every name with a letter changed, added or dropped.
template <class E>
void names_are_exact() {
  const auto check = [](const std::string& text) {
    OneRow row({text});
    E fast{}, exact{};
    auto reader = row.exact(DataFile::persons);
    const bool fast_good = row.fast().name(0, fast), exact_good = reader.name(0, exact);
    ASSERT_EQ(fast_good, exact_good) << text;
    if (fast_good) { ASSERT_EQ(fast, exact) << text; }
  };
  for (const auto name : domain::names<E>) {
    check(std::string(name));
    for (std::size_t i = 0; i <= name.size(); ++i) {
      for (const char c : {'a', 'z', 'A', ' ', '_', '+', '\0', '\xFF'}) {
        std::string text(name);
        check(std::string(text).insert(i, 1, c));
        if (i < text.size()) text[i] = c;
        check(text);
      }
      if (i < name.size()) check(std::string(name).erase(i, 1));
    }
  }
  check(std::string(17, 'a'));
  check(std::string(40, 'a'));
}

TEST(FastValues, NamesAreExact) {
  names_are_exact<domain::Legal>();
  names_are_exact<domain::Register>();
  names_are_exact<domain::Title>();
  names_are_exact<domain::Ground>();
  names_are_exact<domain::Quality>();
  names_are_exact<domain::AppliedAt>();
  names_are_exact<domain::Nature>();
  names_are_exact<domain::AidStatus>();
}

TEST(FastValues, TheUsualFormNeedsNoExactReader) {
  OneRow stay({"71020410123", "2011-01-01", "", "yes", "foreigners", "E+", "art47_1", "sufficient_means", "2011-01-10", "",
               "diplomatic_post", "72030510220"});
  StayRow fast, exact;
  auto reader = stay.exact(DataFile::stays);
  ASSERT_TRUE(read_row(stay.fast(), fast));
  ASSERT_TRUE(read_row(reader, exact));
  EXPECT_EQ(fast.stay, exact.stay);
  EXPECT_EQ(fast.niss, exact.niss);
  EXPECT_EQ(fast.sponsor, exact.sponsor);

  OneRow grant({"G1", "71020410123", "0207533082", "ris_equivalent", "3", "90000", "2011-06-01", "2011-06-30", "cancelled"});
  GrantRow fast_grant, exact_grant;
  auto grant_reader = grant.exact(DataFile::aid);
  ASSERT_TRUE(read_row(grant.fast(), fast_grant));
  ASSERT_TRUE(read_row(grant_reader, exact_grant));
  EXPECT_EQ(fast_grant.grant, exact_grant.grant);
  EXPECT_EQ(fast_grant.centre, exact_grant.centre);
  EXPECT_EQ(fast_grant.status, exact_grant.status);
}

}  // namespace
}  // namespace crossroads::facts::values
