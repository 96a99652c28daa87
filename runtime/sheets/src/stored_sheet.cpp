#include "stored_sheet.hpp"

#include <algorithm>

#include "cell_batch.hpp"

namespace lunokhod::sheets {
namespace {

constexpr std::uint64_t most_repeated_cells = 8'000'000, most_together = 2 * most_repeated_cells;

// Cells that stand nowhere in the file but are to be made.
std::uint64_t repeated_cells(const StoredSheet& sheet) {
  std::uint64_t made = 0;
  for (const auto& row : sheet.rows) {
    std::uint64_t in_row = 0;
    for (std::uint64_t i = row.begin; i < row.end; ++i) in_row += sheet.cells[i].repeated;
    made += in_row * row.repeated - (row.end - row.begin);
  }
  return made;
}

// Sheets that are refused anyway take nothing from the others.
bool too_many_repeats(const StoredDocument& document, std::size_t sheet) {
  std::uint64_t together = 0, own = 0;
  for (std::size_t i = 0; i <= sheet; ++i) {
    own = repeated_cells(document.stored[i]);
    if (own <= most_repeated_cells) together += own;
  }
  return own > most_repeated_cells || together > most_together;
}

class Delivery {
 public:
  Delivery(const StoredSheet& sheet, const ReadOptions& options, CellSink& sink)
      : sheet_(sheet), options_(options), batch_(sink, options) {}

  void run() {
    for (const auto& row : sheet_.rows)
      if (!deliver_repeated(row)) break;
    batch_.flush();
  }

 private:
  bool deliver_repeated(const StoredRow& row) {
    const std::uint64_t last = std::min<std::uint64_t>(std::uint64_t{row.row} + row.repeated, limits::rows);
    for (std::uint32_t at = row.row; at < last; ++at)
      if (batch_.past_last_row(at) || (batch_.wants_row(at) && !deliver_row(row, at))) return false;
    return true;
  }
  bool deliver_row(const StoredRow& row, std::uint32_t at) {
    for (std::uint64_t i = row.begin; i < row.end; ++i) {
      const auto& cell = sheet_.cells[i];
      const auto text = options_.formulas ? formula_of(i) : nullptr;
      for (std::uint32_t n = 0; n < cell.repeated; ++n) {
        const std::uint32_t column = std::uint32_t{cell.column} + n;
        if (!(text ? batch_.add(at, column, CellKind::text, text->text.word, cell.flags)
                   : batch_.add(at, column, cell.kind, cell.word, cell.flags)))
          return false;
      }
    }
    return true;
  }
  const Formula* formula_of(std::uint64_t cell) const {
    const auto found =
        std::lower_bound(sheet_.formulas.begin(), sheet_.formulas.end(), cell,
                         [](const Formula& formula, std::uint64_t index) { return formula.cell < index; });
    return found != sheet_.formulas.end() && found->cell == cell ? &*found : nullptr;
  }

  const StoredSheet& sheet_;
  const ReadOptions& options_;
  CellBatch batch_;
};

}  // namespace

Result<void> deliver(const StoredDocument& document, std::size_t sheet, const ReadOptions& options, CellSink& sink) {
  if (too_many_repeats(document, sheet))
    return Error{Code::limit, "repeated rows and columns make more than 8 million cells",
                 "delete the filled rows and columns behind the data"};
  Delivery(document.stored[sheet], options, sink).run();
  return {};
}

}  // namespace lunokhod::sheets
