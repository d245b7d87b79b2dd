#include "law/prove/page/code.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "law/syntax/words.hpp"

namespace crossroads::law::prove::page {
namespace {

std::string_view class_of(const Token& token) {
  switch (token.kind) {
    case Token::Kind::word: return is_reserved(token.text) || is_condition_word(token.text) ? "w" : "";
    case Token::Kind::number:
    case Token::Kind::money:
    case Token::Kind::date:
    case Token::Kind::month: return "v";
    case Token::Kind::text: return "t";
    default: return "";
  }
}

/// The spaces before a line that stands in the stretch behind its first.
std::size_t shared_indentation(std::string_view text) {
  std::size_t shared = std::string_view::npos;
  for (auto end = text.find('\n'); end != std::string_view::npos; end = text.find('\n', end + 1)) {
    const auto first = text.find_first_not_of(' ', end + 1);
    if (first == std::string_view::npos || text[first] == '\n') continue;
    shared = std::min(shared, first - end - 1);
  }
  return shared == std::string_view::npos ? 0 : shared;
}

}  // namespace

std::string anchor(Paragraph paragraph) {
  return paragraph.is_note() ? fmt::format("pnote-{}", paragraph.number()) : fmt::format("p{}", paragraph.number());
}

void Code::write(html::Writer& page, Span span) const {
  const auto indentation = shared_indentation(source_.slice(span));
  const std::size_t keep = std::min<std::size_t>(indentation, 2);  // what stands behind the first line hangs below it
  // Between tokens stand spaces, line ends and comments.
  const auto between = [&](std::uint32_t from, std::uint32_t to) {
    std::string text(source_.slice({from, to - from}));
    std::string kept;
    for (std::size_t i = 0; i < text.size(); ++i) {
      kept += text[i];
      if (text[i] != '\n') continue;
      std::size_t skipped = 0;
      while (skipped < indentation - keep && i + 1 < text.size() && text[i + 1] == ' ') ++skipped, ++i;
    }
    // The columns in which a document is written would only break its lines here.
    if (kept.find_first_not_of(' ') == std::string::npos && !kept.empty()) kept = " ";
    if (kept.find('#') == std::string::npos) page.text(kept);
    else page.open("span", {{"class", "c"}}).text(kept).close();
  };
  page.open("pre").open("code");
  std::uint32_t at = span.offset;
  for (const auto& token : list_.tokens) {
    if (token.span.offset < span.offset || token.is(Token::Kind::end)) continue;
    if (token.span.offset >= span.offset + span.length) break;
    between(at, token.span.offset);
    at = token.span.offset + token.span.length;
    const auto written = source_.slice(token.span);
    const auto paragraph = token.is(Token::Kind::paragraph) ? Paragraph::parse(token.text) : std::nullopt;
    if (paragraph) page.open("a", {{"href", fmt::format("#{}", anchor(*paragraph))}}).text(written).close();
    else if (const auto kind = class_of(token); !kind.empty()) page.open("span", {{"class", kind}}).text(written).close();
    else page.text(written);
  }
  page.close().close();
}

}  // namespace crossroads::law::prove::page
