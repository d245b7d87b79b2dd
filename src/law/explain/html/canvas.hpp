// A drawing of months: a column for labels, then one column a month, filled row by row from the top. Private to law/explain.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/html.hpp"
#include "domain/month.hpp"

namespace crossroads::law::explain {

/// A number as SVG writes it: at most one decimal.
[[nodiscard]] std::string number(double value);

/// About how wide a text is drawn, in units of the drawing. There is no font to ask, so it errs on the wide side.
[[nodiscard]] double text_width(std::string_view text, double font_size);
/// The text in at most `most` lines of that width; what does not fit ends in `…`.
[[nodiscard]] std::vector<std::string> wrapped(std::string_view text, double width, double font_size, std::size_t most);

class Canvas {
 public:
  Canvas(domain::Month first, std::int32_t months);

  static constexpr double gutter = 330, label_size = 12, line_height = 14;

  [[nodiscard]] html::Writer& draw() { return rows_; }
  [[nodiscard]] std::int32_t months() const { return months_; }
  [[nodiscard]] domain::Month first() const { return first_; }
  [[nodiscard]] bool shows(domain::Month month) const { return month >= first_ && month - first_ < months_; }
  [[nodiscard]] double column() const { return column_; }
  [[nodiscard]] double width() const { return gutter + column_ * months_ + 2; }
  [[nodiscard]] double x(std::int32_t place) const { return gutter + column_ * place; }
  [[nodiscard]] double x(domain::Month month) const { return x(month - first_); }
  /// Where a day begins, cut to the drawing.
  [[nodiscard]] double x(domain::Date day) const;
  /// Where the next row goes.
  [[nodiscard]] double y() const { return y_; }
  void advance(double height) { y_ += height; }

  /// A label at the left of a row that is at least so high, with its citations; gives the row's height. Does not advance.
  [[nodiscard]] double label(std::string_view text, std::string_view citations, double least, int indent = 0);
  /// A heading over rows.
  void heading(std::string_view text);
  /// A rectangle with a tooltip. `classes` says how it looks.
  void box(std::string_view classes, double x, double y, double width, double height, std::string_view tooltip, double radius = 2);
  /// A text that is left out where it does not fit, and cut where it fits in part.
  void text_in(std::string_view text, double x, double y, double width, std::string_view classes);

  /// The drawing as an element of a page: `under` is drawn below the rows.
  void finish(html::Writer& page, std::string_view id, std::string_view title, html::Writer under);

 private:
  domain::Month first_;
  std::int32_t months_;
  double column_;
  double y_ = 0;
  html::Writer rows_;
};

}  // namespace crossroads::law::explain
