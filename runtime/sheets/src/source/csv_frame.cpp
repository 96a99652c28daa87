#include "source/csv_frame.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "lunokhod/base/text.hpp"

namespace lunokhod::sheets {
namespace {

constexpr std::uint64_t length_mask = 0xFFFFFF;

struct KeptColumn {
  std::uint32_t source;
  std::vector<std::uint64_t> words;
};

class CsvColumns {
 public:
  CsvColumns(const CsvReader& reader, const FramePlan& plan, std::uint32_t width, std::vector<std::string>& notes)
      : reader_(reader), plan_(plan), width_(width), notes_(notes) {
    for (std::uint32_t column = 0; column < width; ++column)
      if (plan.keeps(column)) columns_.push_back({column, {}});
    first_row_ = plan.header.none ? plan.range.first_row : std::max(plan.range.first_row, plan.header.last_row + 1);
  }

  bool add(const csv::Records& records, std::uint32_t row) {
    starts_.clear(), widths_.clear();
    const std::size_t rows_before = rows_.size();
    bool more = true;
    std::uint32_t start = 0;
    for (const std::uint32_t end : records.ends) {
      const std::uint32_t from = start;
      start = end;
      const std::uint32_t here = row++;
      if (here < first_row_) continue;
      if (here > plan_.range.last_row || (plan_.row_limit != 0 && rows_.size() == plan_.row_limit)) {
        more = false;
        break;
      }
      const std::uint64_t* fields = records.fields.get() + from;
      const std::uint32_t count = end - from;
      if (count != width_) judge_width(fields, count, here);
      if (!holds_anything(fields, count) || (plan_.drop_totals && is_total(fields, count, here))) continue;
      starts_.push_back(from);
      widths_.push_back(count);
      rows_.push_back(here + 1);
    }
    if (rows_before == 0 && !rows_.empty()) reserve(records);
    for (KeptColumn& column : columns_) append(column, records.fields.get());
    return more;
  }

  Frame finish() {
    if (short_rows_ > 0) {
      notes_.push_back(
          fmt::format("{} rows have fewer fields than the header, the first is row {}", short_rows_, first_short_));
    }
    Frame frame;
    for (KeptColumn& kept : columns_) {
      const bool named = kept.source < plan_.header.names.size() && !plan_.header.names[kept.source].empty();
      const bool empty =
          std::all_of(kept.words.begin(), kept.words.end(), [](std::uint64_t word) { return word == 0; });
      if (empty && !named) continue;  // a separator at the end of every line makes no column
      Column column;
      column.name = plan_.name_of(kept.source);
      column.source_column = static_cast<std::int32_t>(kept.source);
      column.valid.resize(kept.words.size(), false);
      for (std::size_t i = 0; i < kept.words.size(); ++i)
        column.valid.words()[i / 64] |= std::uint64_t{kept.words[i] != 0} << (i % 64);
      column.words = std::move(kept.words);
      column.pool = reader_.pool();
      frame.put(std::move(column));
    }
    frame.set_height(rows_.size());
    auto origin = std::make_shared<Origin>();
    origin->sources.push_back(plan_.source);
    origin->rows = std::move(rows_);
    frame.set_origin(std::move(origin));
    for (Problem& problem : problems_) frame.add_problems().add(std::move(problem));
    return frame;
  }

 private:
  bool holds_anything(const std::uint64_t* fields, std::uint32_t count) const {
    for (const KeptColumn& column : columns_)
      if (column.source < count && (fields[column.source] & length_mask) != 0) return true;
    return false;
  }

  std::string_view text(std::uint64_t word) const { return reader_.pool()->view(TextRef{word}); }

  void judge_width(const std::uint64_t* fields, std::uint32_t count, std::uint32_t row) {
    if (count < width_) {
      const bool blank = count == 1 && (fields[0] & length_mask) == 0;
      if (!blank && short_rows_++ == 0) first_short_ = row + 1;
      return;
    }
    std::string surplus;
    for (std::uint32_t column = width_; column < count && surplus.size() < 200; ++column) {
      if ((fields[column] & length_mask) == 0 || !plan_.range.has_column(column)) continue;
      surplus += (surplus.empty() ? "" : " ") + std::string(text(fields[column]).substr(0, 200));
    }
    if (surplus.empty() || problems_.size() == Problems::kept) return;
    problems_.push_back({plan_.source->file, plan_.source->sheet, column_letters(width_) + std::to_string(row + 1), "",
                         text::cut(surplus, 200),
                         fmt::format("a row of {} fields, as the header has; this one has {}", width_, count),
                         row + 1});
  }

  bool is_total(const std::uint64_t* fields, std::uint32_t count, std::uint32_t row) {
    for (std::uint32_t column = 0; column < count; ++column) {
      const std::string_view first = text::trim(text(fields[column]));
      if (first.empty()) continue;
      if (!begins_as_total(first)) return false;
      notes_.push_back(fmt::format("row {} is a total and was dropped: {}", row + 1, text::cut(first, 60)));
      return true;
    }
    return false;
  }

  // Room for all the rows the file is likely to have, so that columns seldom move.
  void reserve(const csv::Records& records) {
    const std::uint64_t first = records.fields[0] >> 24, last = records.fields[records.count() - 1] >> 24;
    const std::uint64_t bytes_per_row = std::max<std::uint64_t>(1, (last - first + 1) / records.ends.size());
    const std::uint64_t rows = std::min<std::uint64_t>(reader_.bytes() / bytes_per_row * 11 / 10 + 64, 20'000'000);
    const std::uint64_t wanted = plan_.row_limit ? std::min<std::uint64_t>(rows, plan_.row_limit) : rows;
    if (wanted * columns_.size() > std::uint64_t{1} << 28) return;
    for (KeptColumn& column : columns_) column.words.reserve(wanted);
  }

  void append(KeptColumn& column, const std::uint64_t* fields) const {
    const std::size_t before = column.words.size(), count = starts_.size();
    column.words.resize(before + count);
    std::uint64_t* to = column.words.data() + before;
    const std::uint32_t source = column.source;
    for (std::size_t i = 0; i < count; ++i) {
      const std::uint64_t word = source < widths_[i] ? fields[starts_[i] + source] : 0;
      to[i] = (word & length_mask) != 0 ? word : 0;
    }
  }

  const CsvReader& reader_;
  const FramePlan& plan_;
  std::uint32_t width_;
  std::vector<std::string>& notes_;
  std::vector<KeptColumn> columns_;
  std::vector<std::uint32_t> starts_, widths_;  // of the rows kept of one stretch
  std::vector<std::uint32_t> rows_;             // numbers in the file, from 1
  std::vector<Problem> problems_;
  std::uint32_t first_row_ = 0;
  std::size_t short_rows_ = 0;
  std::uint32_t first_short_ = 0;
};

}  // namespace

Result<Frame> csv_to_frame(CsvReader& reader, const FramePlan& plan, std::uint32_t width,
                           std::vector<std::string>& notes) {
  CsvColumns columns(reader, plan, width, notes);
  CHECKED(reader.walk(false, [&](const csv::Records& records, std::uint32_t row) -> Result<bool> {
    return columns.add(records, row);
  }));
  return columns.finish();
}

}  // namespace lunokhod::sheets
