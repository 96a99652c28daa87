#include "source/frame_sink.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "lunokhod/base/text.hpp"
#include "source/probe.hpp"

namespace lunokhod::sheets {
namespace {

constexpr std::uint64_t holes_free = (std::uint64_t{160} << 20) / 9;  // a hole costs a word and a kind
constexpr std::uint64_t holes_per_cell = 100;
constexpr std::size_t problems_kept = 10'000;

}  // namespace

bool begins_as_total(std::string_view first_text) {
  const std::string folded = text::fold(first_text);
  for (const std::string_view word : {"итого", "всего", "total", "grand total"}) {
    if (!folded.starts_with(word)) continue;
    const std::string_view rest = std::string_view(folded).substr(word.size());
    // "Тотал-шина" and "Total 5W40" are goods; "Итого по складу" is a total.
    if (rest.empty() || rest[0] == ':' || (word.front() != 't' && word.front() != 'g' && rest[0] == ' ')) return true;
  }
  return false;
}

FrameSink::FrameSink(const Reader& reader, const FramePlan& plan)
    : reader_(reader), plan_(plan), pool_(reader.pool()) {}

void FrameSink::deliver_in_chunks(std::size_t rows_each, const std::function<Result<bool>(Frame)>& each,
                                  Survey survey) {
  survey_ = std::move(survey);
  merged_.emplace(survey_.details.merged);
  rows_each_ = std::max<std::size_t>(1, rows_each);
  each_ = each;
  pool_ = std::make_shared<TextPool>();
}

bool FrameSink::cells(std::span<const Cell> batch) {
  cells_ += batch.size();
  for (const Cell& cell : batch) {
    if (cell.row != row_) start_row(cell.row);
    const std::int32_t slot = cell.column < slots_.size() ? slots_[cell.column] : unknown;
    const bool no_text = cell.kind == CellKind::text && (cell.word & 0xFFFFFF) == 0;
    if (fast_place_ == nowhere || slot < 0 || cell.kind == CellKind::empty || no_text) {
      if (!put_slowly(cell)) return false;
      continue;
    }
    ColumnBuilder& column = columns_[static_cast<std::size_t>(slot)];
    if (fast_place_ >= column.room() && !grow(column)) return false;
    column.set(fast_place_, cell.kind, each_ ? own_word(cell) : cell.word);
  }
  return true;
}

void FrameSink::start_row(std::uint32_t row) {
  row_ = row;
  place_ = fast_place_ = nowhere;
  row_late_ = text_seen_ = false;
  row_wanted_ = plan_.range.has_row(row) && (plan_.header.none || row > plan_.header.last_row);
}

bool FrameSink::grow(ColumnBuilder& column) {
  const std::size_t before = column.room();
  const std::size_t wanted = std::max<std::size_t>({place_ + std::size_t{1}, 64, std::min(before * 2, before + 4'096)});
  room_ += wanted - before;
  if (room_ > holes_free + holes_per_cell * cells_) return overflow();
  column.make_room(wanted);
  return true;
}

// Cells that need a thought: the first of a row, those of rows and columns not wanted, of late rows, without a value.
bool FrameSink::put_slowly(const Cell& cell) {
  if (!row_wanted_) return true;
  if (cell.kind == CellKind::empty) {
    note_missing_value(cell);
    return true;
  }
  if (cell.kind == CellKind::text && (cell.word & 0xFFFFFF) == 0) return true;
  if (plan_.drop_totals && !text_seen_) watch_for_total(cell);
  std::int32_t slot = cell.column < slots_.size() ? slots_[cell.column] : unknown;
  if (slot == unknown) slot = make_slot(cell.column);
  if (slot < 0) return true;
  if (place_ == nowhere && !row_late_) {
    if (!place_row(cell)) return false;
    if (slots_.empty()) slot = make_slot(cell.column);  // a chunk went out
  }
  if (!row_wanted_) return true;
  if (row_late_) {
    late_.push_back({cell.row, cell.column, cell.kind, own_word(cell)});
    return true;
  }
  ColumnBuilder& column = columns_[static_cast<std::size_t>(slot)];
  if (place_ >= column.room() && !grow(column)) return false;
  column.set(place_, cell.kind, own_word(cell));
  if (!plan_.drop_totals || text_seen_) fast_place_ = place_;
  return true;
}

void FrameSink::note_missing_value(const Cell& cell) {
  if (!(cell.flags & formula_without_value) || !plan_.keeps(cell.column) || problems_.size() == problems_kept) return;
  problems_.push_back({plan_.source->file, plan_.source->sheet,
                       column_letters(cell.column) + std::to_string(cell.row + 1), plan_.name_of(cell.column), "",
                       "the value of its formula (the file holds none: open and save it in Excel)", cell.row + 1});
}

inline std::uint64_t FrameSink::own_word(const Cell& cell) {
  if (!each_ || (cell.kind != CellKind::text && cell.kind != CellKind::error)) return cell.word;
  return pool_->add(reader_.pool()->view(TextRef{cell.word})).word;
}

std::int32_t FrameSink::make_slot(std::uint16_t column) {
  if (column >= slots_.size()) slots_.resize(column + 1u, unknown);
  if (!plan_.keeps(column)) return slots_[column] = unwanted;
  columns_.emplace_back(column);
  return slots_[column] = static_cast<std::int32_t>(columns_.size() - 1);
}

// Where the row of `cell` goes. False stops the reader.
bool FrameSink::place_row(const Cell& cell) {
  if (plan_.skip_hidden_rows && (cell.flags & hidden_row)) {
    row_wanted_ = false;
    return true;
  }
  if (cell.row < emitted_to_) {
    error_ = Error{
        Code::data_rejected,
        fmt::format("row {} comes after row {} in the file: it cannot be read in chunks", cell.row + 1, emitted_to_),
        "read it whole"};
    return false;
  }
  if (rows_.empty() || cell.row > rows_.back()) {
    if (each_ && rows_.size() == rows_each_ && !emit()) return false;
    if (plan_.row_limit != 0 && emitted_rows_ + rows_.size() == plan_.row_limit) return false;
    rows_.push_back(cell.row);
    place_ = static_cast<std::uint32_t>(rows_.size() - 1);
    return true;
  }
  const auto found = std::lower_bound(rows_.begin(), rows_.end(), cell.row);
  row_late_ = *found != cell.row;
  if (!row_late_) place_ = static_cast<std::uint32_t>(found - rows_.begin());
  return true;
}

void FrameSink::watch_for_total(const Cell& cell) {
  if (cell.kind != CellKind::text) return;
  const std::string_view text = reader_.pool()->view(TextRef{cell.word});
  if (text::trim(text).empty()) return;
  text_seen_ = true;
  if (!begins_as_total(text)) return;
  dropped_.push_back(cell.row);
  notes_.push_back(fmt::format("row {} is a total and was dropped: {}", cell.row + 1, text::cut(text::trim(text), 60)));
}

bool FrameSink::overflow() {
  error_ = Error{Code::limit,
                 fmt::format("the sheet has {} rows and {} columns, nearly all of its cells are empty", rows_.size(),
                             columns_.size()),
                 "read a range of it, or only the columns that are wanted"};
  return false;
}

void FrameSink::merge_late() {
  if (late_.empty()) return;
  std::stable_sort(late_.begin(), late_.end(), [](const Late& a, const Late& b) { return a.row < b.row; });
  std::vector<std::uint32_t> added;
  for (const Late& cell : late_)
    if (added.empty() || added.back() != cell.row) added.push_back(cell.row);
  std::vector<std::uint32_t> all(rows_.size() + added.size());
  std::merge(rows_.begin(), rows_.end(), added.begin(), added.end(), all.begin());
  std::vector<std::uint32_t> place;
  for (std::size_t i = 0, at = 0; i < rows_.size(); ++i, ++at) {
    while (all[at] != rows_[i]) ++at;
    place.push_back(static_cast<std::uint32_t>(at));
  }
  rows_ = std::move(all);
  for (ColumnBuilder& column : columns_) {
    room_ += rows_.size() - std::min(rows_.size(), column.room());
    if (room_ > holes_free + holes_per_cell * cells_) {
      overflow();
      return;
    }
    column.spread(place, rows_.size());
  }
  for (const Late& cell : late_) {
    const auto row = std::lower_bound(rows_.begin(), rows_.end(), cell.row) - rows_.begin();
    columns_[static_cast<std::size_t>(slots_[cell.column])].set(static_cast<std::size_t>(row), cell.kind, cell.word);
  }
  late_.clear();
}

void FrameSink::remove_dropped() {
  if (dropped_.empty() || rows_.empty()) return;
  const std::uint32_t last = rows_.back();
  std::sort(dropped_.begin(), dropped_.end());
  std::vector<std::uint32_t> kept;
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    if (!std::binary_search(dropped_.begin(), dropped_.end(), rows_[i])) kept.push_back(static_cast<std::uint32_t>(i));
  }
  for (ColumnBuilder& column : columns_) column.keep(kept);
  for (std::size_t i = 0; i < kept.size(); ++i) rows_[i] = rows_[kept[i]];
  rows_.resize(kept.size());
  std::erase_if(dropped_, [&](std::uint32_t row) { return row <= last; });  // one may begin the next chunk
}

Frame FrameSink::make_frame(const std::vector<std::uint16_t>& dropped_columns) {
  const auto is_dropped = [&](std::uint32_t column) {
    return std::find(dropped_columns.begin(), dropped_columns.end(), column) != dropped_columns.end();
  };
  // Columns of the header come even when they hold nothing, in the order of the sheet.
  for (std::size_t column = 0; column < plan_.header.names.size(); ++column) {
    if (plan_.header.names[column].empty()) continue;
    if (column >= slots_.size() || slots_[column] == unknown) make_slot(static_cast<std::uint16_t>(column));
  }
  const std::set<std::string> given(plan_.names.begin(), plan_.names.end());
  Frame frame;
  for (std::size_t column = 0; column < slots_.size(); ++column) {
    if (slots_[column] < 0 || is_dropped(static_cast<std::uint32_t>(column))) continue;
    ColumnBuilder& builder = columns_[static_cast<std::size_t>(slots_[column])];
    std::string name = plan_.name_of(static_cast<std::uint32_t>(column));
    if (column >= plan_.names.size()) {  // called by its letters, which a header may say too
      for (int i = 2; given.count(name); ++i)
        name = fmt::format("{} ({})", column_letters(static_cast<std::uint32_t>(column)), i);
    }
    const bool as_text = column < plan_.text_columns.size() && plan_.text_columns[column];
    frame.put(builder.finish(std::move(name), rows_.size(), pool_, reader_.base_1904(), as_text));
  }
  frame.set_height(rows_.size());
  auto origin = std::make_shared<Origin>();
  origin->sources.push_back(plan_.source);
  origin->rows.reserve(rows_.size());
  for (const std::uint32_t row : rows_) origin->rows.push_back(row + 1);
  frame.set_origin(std::move(origin));
  if (!problems_.empty()) {
    for (Problem& problem : problems_) frame.add_problems().add(std::move(problem));
    problems_.clear();
  }
  return frame;
}

Result<Frame> FrameSink::finish(const SheetDetails& details, const std::vector<std::uint16_t>& dropped_columns) {
  if (!error_) merge_late();
  if (error_) return *error_;
  for (const ColumnBuilder& column : columns_) room_ += rows_.size() - std::min(rows_.size(), column.room());
  if (room_ > holes_free + holes_per_cell * cells_) {
    overflow();
    return *error_;
  }
  if (plan_.fill_merged)
    CHECKED(MergedFill(details.merged).fill(rows_, slots_, columns_, *pool_, 10 * (holes_free + cells_)));
  remove_dropped();
  return make_frame(dropped_columns);
}

bool FrameSink::emit() {
  merge_late();
  if (error_) return false;
  emitted_to_ = rows_.back() + 1;
  emitted_rows_ += rows_.size();
  if (plan_.fill_merged && !fill_chunk()) return false;
  remove_dropped();
  Result<bool> more = true;
  if (!rows_.empty()) more = each_(make_frame(survey_.dropped_columns));
  if (!more.ok()) error_ = std::move(more).error();
  rows_.clear();
  columns_.clear();
  slots_.clear();
  cells_ = room_ = 0;
  pool_ = std::make_shared<TextPool>();
  return !error_ && *more;
}

// As in the whole: columns that hold something in any chunk are filled in every one.
bool FrameSink::fill_chunk() {
  held_.resize(std::max(held_.size(), slots_.size()));
  for (std::size_t column = 0; column < slots_.size(); ++column)
    if (slots_[column] >= 0) held_[column] = true;
  for (std::size_t column = 0; column < survey_.held.size(); ++column)
    if (survey_.held[column] && (column >= slots_.size() || slots_[column] == unknown))
      make_slot(static_cast<std::uint16_t>(column));
  auto filled = merged_->fill(rows_, slots_, columns_, *pool_, 10 * (holes_free + cells_));
  if (!filled.ok()) error_ = std::move(filled).error();
  return filled.ok();
}

Result<void> FrameSink::finish_chunks() {
  if (!error_ && !rows_.empty()) emit();
  if (error_) return *error_;
  return {};
}

}  // namespace lunokhod::sheets
