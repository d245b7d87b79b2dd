// Reads the values of indicators and what their states ask of them. Every expression has a type; one of another type than is needed is refused.
#pragma once

#include "law/syntax/parse/reader.hpp"

namespace crossroads::law::parse {

/// What an expression may name: the values above it, and the parameters of the document.
struct KnownValues {
  const std::vector<indicators::Value>& values;
  const std::vector<Parameter>& parameters;
  const std::vector<std::string>& unreadable;  ///< values whose own line could not be read: what uses them is not reported again
};

[[nodiscard]] std::string_view with_article(indicators::ValueType type);

/// Nothing where it cannot be read or has another type; then it has been reported.
[[nodiscard]] indicators::ExpressionPtr expression(Reader& reader, const KnownValues& known, indicators::ValueType type);
[[nodiscard]] indicators::FindingPtr finding(Reader& reader, const KnownValues& known);

}  // namespace crossroads::law::parse
