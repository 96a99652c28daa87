// lunokhod cells FILE: every cell that holds something, as JSON Lines. Nothing is printed unless the whole file can be
// read: a program that reads the output never takes half a file for a whole one.
#include <algorithm>
#include <cstdio>
#include <optional>

#include "lunokhod/base/calendar.hpp"
#include "lunokhod/base/json.hpp"
#include "lunokhod/frame/frame.hpp"
#include "lunokhod/sheets/workbook.hpp"
#include "verb_functions.hpp"

namespace lunokhod::app {

namespace {

using sheets::Cell;

constexpr std::size_t most_held =
    4'000'000;  // cells of the whole file kept in memory; a larger file is read twice instead
constexpr std::size_t output_step = std::size_t{1} << 16;

bool before(const Cell& a, const Cell& b) {
  return a.row != b.row ? a.row < b.row : a.column < b.column;
}
bool same_place(const Cell& a, const Cell& b) {
  return a.row == b.row && a.column == b.column;
}

// Row-major, the last of several cells of one address.
void put_in_order(std::vector<Cell>& cells) {
  std::stable_sort(cells.begin(), cells.end(), before);
  std::size_t kept = 0;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i + 1 < cells.size() && same_place(cells[i], cells[i + 1])) continue;
    cells[kept++] = cells[i];
  }
  cells.resize(kept);
}

class Printer {
 public:
  Printer(const sheets::Reader& reader, std::string sheet) : reader_(reader), sheet_(std::move(sheet)) {}
  ~Printer() { flush(); }

  void print(const Cell& cell) {
    if (cell.kind == CellKind::empty) return;
    JsonWriter json(out_);
    json.begin_object()
        .field("sheet", sheet_)
        .field("cell", column_letters(cell.column) + std::to_string(cell.row + 1));
    value(json, cell);
    json.end_object();
    out_ += '\n';
    if (out_.size() > output_step) flush();
  }

 private:
  void value(JsonWriter& json, const Cell& cell) {
    switch (cell.kind) {
      case CellKind::text:
        json.field("type", "text").field("value", reader_.pool()->view(TextRef{cell.word}));
        break;
      case CellKind::error:
        json.field("type", "error").field("value", reader_.pool()->view(TextRef{cell.word}));
        break;
      case CellKind::boolean:
        json.field("type", "boolean").field("value", cell.word != 0);
        break;
      case CellKind::number:
        json.field("type", "number").field("value", std::bit_cast<double>(cell.word));
        break;
      case CellKind::date:
        date(json, cell);
        break;
      case CellKind::empty:
        break;
    }
  }

  void date(JsonWriter& json, const Cell& cell) {
    const double serial = std::bit_cast<double>(cell.word);
    json.field("type", "number").field("value", serial);
    const auto instant = calendar::microseconds_from_serial(serial, reader_.base_1904());
    if (!instant) return;
    const bool midnight = *instant % calendar::microseconds_per_day == 0;
    const bool timed = (cell.flags & sheets::CellFlag::has_time) || !midnight;
    json.field("date", timed ? calendar::format_datetime(*instant)
                             : calendar::format_date(*instant / calendar::microseconds_per_day));
  }

  void flush() {
    std::fwrite(out_.data(), 1, out_.size(), stdout);
    out_.clear();
  }

  const sheets::Reader& reader_;
  std::string sheet_, out_;
};

// First pass: keeps the cells while they are few, and always notices whether they come in order.
class Collector final : public sheets::CellSink {
 public:
  explicit Collector(std::size_t room) : room_(room) {}

  bool cells(std::span<const Cell> batch) override {
    for (const Cell& cell : batch) {
      if (count_ > 0 && !before(last_, cell)) ordered = false;
      last_ = cell;
      ++count_;
    }
    if (complete && held.size() + batch.size() <= room_) {
      held.insert(held.end(), batch.begin(), batch.end());
    } else {
      complete = false;
      held = std::vector<Cell>();  // {} would keep the memory
    }
    return true;
  }

  std::vector<Cell> held;
  bool ordered = true, complete = true;

 private:
  std::size_t room_, count_ = 0;
  Cell last_;
};

class PrintingSink final : public sheets::CellSink {
 public:
  explicit PrintingSink(Printer& printer) : printer_(printer) {}
  bool cells(std::span<const Cell> batch) override {
    for (const Cell& cell : batch) printer_.print(cell);
    return true;
  }

 private:
  Printer& printer_;
};

struct SheetCells {
  std::vector<Cell> cells;
  bool complete = true;
};

Result<std::vector<SheetCells>> read_all(sheets::Reader& reader, const std::string& path) {
  std::vector<SheetCells> all(reader.sheets().size());
  std::size_t room = most_held;
  for (std::size_t i = 0; i < all.size(); ++i) {
    Collector collector(room);
    if (auto details = reader.read(i, {}, collector); !details) {
      Error& error = details.error();
      error.where = error.where.empty() ? path : path + ", " + error.where;
      return std::move(error);
    }
    if (!collector.complete && !collector.ordered) {
      return Error{Code::limit, "a sheet has millions of cells and they are not in order",
                   "open and save the file in Excel", path + ", sheet " + reader.sheets()[i].name};
    }
    if (!collector.ordered) put_in_order(collector.held);
    room -= collector.held.size();
    all[i] = {std::move(collector.held), collector.complete};
  }
  return all;
}

Result<void> print_all(sheets::Reader& reader, const std::vector<SheetCells>& all) {
  for (std::size_t i = 0; i < all.size(); ++i) {
    Printer printer(reader, reader.sheets()[i].name);
    if (all[i].complete) {
      for (const Cell& cell : all[i].cells) printer.print(cell);
    } else {
      PrintingSink sink(printer);
      if (auto details = reader.read(i, {}, sink); !details) return std::move(details).error();
    }
  }
  return {};
}

}  // namespace

int run_cells(Context&, const Arguments& arguments) {
  constexpr bool json = true;  // a program reads this: errors too
  const std::string& path = arguments.positionals.at(0);
  sheets::OpenOptions options;
  options.password = arguments.text_or("password", "");
  auto reader = sheets::open(path, options);
  if (!reader) return fail(reader.error(), json);
  const auto all = read_all(**reader, path);
  if (!all) return fail(all.error(), json);
  if (auto printed = print_all(**reader, *all); !printed) return fail(printed.error(), json);
  return 0;
}

}  // namespace lunokhod::app
