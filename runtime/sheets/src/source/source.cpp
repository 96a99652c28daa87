#include "lunokhod/sheets/source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "lunokhod/base/text.hpp"
#include "source/csv_frame.hpp"
#include "source/frame_sink.hpp"
#include "source/header.hpp"
#include "source/probe.hpp"
#include "source/range.hpp"
#include "source/sheet_choice.hpp"

namespace lunokhod::sheets {

struct SheetSource::State {
  std::shared_ptr<Reader> reader;
  std::string file;
  SheetOptions options;
  std::size_t sheet = 0;
  Range range;
  std::optional<std::vector<ProbeRow>> probed;
  std::shared_ptr<const Source> source;
  std::vector<std::string> notes;

  Error located(Error error) const {
    if (error.where.find(file) != error.where.npos) return error;
    const bool says_sheet = source->sheet.empty() || error.where.starts_with("sheet ");
    std::string where = says_sheet ? file : file + ", sheet " + source->sheet;
    error.where = error.where.empty() ? std::move(where) : where + ", " + error.where;
    return error;
  }
  void note(std::string text) {
    if (std::find(notes.begin(), notes.end(), text) == notes.end()) notes.push_back(std::move(text));
  }

  Result<const std::vector<ProbeRow>*> probe();
  Result<Header> header(const std::vector<std::string>& wanted);
  Result<Header> search_header(const std::vector<std::string>& wanted);
  Result<FramePlan> plan(const std::vector<std::string>& wanted, bool only_wanted);
  Result<Frame> frame(const std::vector<std::string>& wanted, bool only_wanted);
  Result<void> chunks(std::size_t rows, const std::vector<std::string>& wanted,
                      const std::function<Result<bool>(Frame)>& each);
  ReadOptions read_options(const FramePlan& plan, std::vector<bool>& columns) const;
  Result<FrameSink::Survey> survey(const FramePlan& plan, ReadOptions read);
};

namespace {

// The columns by their names, all of which must be there.
Result<std::set<std::size_t>> columns_named(const std::vector<std::string>& names,
                                            const std::vector<std::string>& wanted, bool all) {
  std::set<std::size_t> found;
  if (wanted.empty()) return found;
  std::vector<std::string> folded;
  for (const std::string& name : names) folded.push_back(text::fold(name));
  for (const std::string& name : wanted) {
    const std::string key = text::fold(name);
    bool any = false;
    for (std::size_t column = 0; column < names.size(); ++column) {
      if (folded[column] != key) continue;
      found.insert(column);
      any = true;
    }
    if (any || !all) continue;
    const auto near = text::nearest(name, names);
    return Error{Code::not_found, fmt::format("no column '{}'", name),
                 near.empty() ? "columns here: " + text::join(names, ", ") : "the nearest: " + text::join(near, ", ")};
  }
  return found;
}

std::string joined_names(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names)
    if (!name.empty() && out.size() < 500) out += (out.empty() ? "" : ", ") + name;
  return out;
}

}  // namespace

Result<const std::vector<ProbeRow>*> SheetSource::State::probe() {
  if (!probed) {
    Probe sink(*reader, range);
    ReadOptions read_options;
    // An explicit header may stand below everything the search would look at.
    const std::uint32_t from = options.header_auto || options.header_row == 0 ? 0 : options.header_row - 1;
    read_options.first_row = std::max(range.first_row, from);
    TRY(reader->read(sheet, read_options, sink));
    probed = sink.rows();
  }
  return &*probed;
}

Result<Header> SheetSource::State::search_header(const std::vector<std::string>& wanted) {
  const bool none = !options.header_auto && options.header_row == 0;
  if (none) return Header{};
  const std::vector<ProbeRow>& rows = *TRY(probe());
  if (!options.header_auto) {
    const std::uint32_t count = std::clamp<std::uint32_t>(options.header_rows, 1, 10);
    Header header = header_of_rows(rows, options.header_row - 1, count, wanted);
    if (!header.names.empty()) return header;
    return Error{Code::data_rejected,
                 rows.empty() ? "the sheet is empty, there is no header row"
                              : fmt::format("row {} is empty, it is no header", options.header_row),
                 rows.empty() ? "" : fmt::format("the first row that holds anything is {}", rows.front().row + 1)};
  }
  if (rows.empty())
    return Error{Code::data_rejected, "the sheet is empty, there is no header row",
                 "check that the right file was sent"};
  if (!wanted.empty()) return find_header_by_names(rows, wanted);
  return find_header_by_looks(rows);
}

Result<Header> SheetSource::State::header(const std::vector<std::string>& wanted) {
  std::vector<std::string> all = wanted;
  all.insert(all.end(), options.columns.begin(), options.columns.end());
  Header found = TRY(search_header(all));
  CHECKED(check_duplicates(found, all));
  if (found.none) {
    if (options.header_auto) note("no row looks like a header: columns are called by their letters");
  } else if (found.first_row == found.last_row) {
    note(fmt::format("header in row {}: {}", found.first_row + 1, joined_names(found.names)));
  } else {
    note(
        fmt::format("header in rows {} to {}: {}", found.first_row + 1, found.last_row + 1, joined_names(found.names)));
  }
  return found;
}

Result<FramePlan> SheetSource::State::plan(const std::vector<std::string>& wanted, bool only_wanted) {
  FramePlan plan;
  plan.header = TRY(header(wanted));
  plan.range = range;
  if (plan.header.names.size() > range.last_column + 1u) plan.header.names.resize(range.last_column + 1u);
  plan.names = unique_names(plan.header.names);
  plan.skip_hidden_rows = options.skip_hidden_rows;
  plan.fill_merged = options.fill_merged;
  plan.drop_totals = options.drop_totals;
  plan.row_limit = options.row_limit;
  plan.source = source;
  std::vector<std::string> names = plan.names;
  if (plan.header.none) {  // letters are names, too
    for (std::uint32_t column = 0; column < 702; ++column) names.push_back(column_letters(column));
  }
  if (only_wanted || !options.columns.empty()) {
    std::set<std::size_t> kept = TRY(columns_named(names, options.columns, true));
    if (only_wanted) {
      const auto more = TRY(columns_named(names, wanted, false));
      kept.insert(more.begin(), more.end());
    }
    plan.columns.assign(names.size(), false);
    for (const std::size_t column : kept) plan.columns[column] = true;
    plan.keep_others = false;
  }
  plan.text_columns.assign(names.size(), false);
  for (const std::size_t column : TRY(columns_named(names, options.text_columns, false)))
    plan.text_columns[column] = true;
  return plan;
}

// Pushed down to the reader: rows below the header, and only columns that are kept (all, where a total may stand in
// any).
ReadOptions SheetSource::State::read_options(const FramePlan& plan, std::vector<bool>& columns) const {
  ReadOptions read;
  read.formulas = options.formulas;
  read.first_row = plan.header.none ? range.first_row : std::max(range.first_row, plan.header.last_row + 1);
  // Empty rows do not count towards a limit of data rows, so only the range bounds the rows here.
  if (range.last_row < 0xFFFFFFFE)
    read.row_limit = range.last_row >= read.first_row ? range.last_row - read.first_row + 1 : 1;
  if (!plan.drop_totals && (!plan.keep_others || !range.all_columns())) {
    const std::size_t width =
        plan.keep_others ? range.last_column + 1u : std::min<std::size_t>(plan.columns.size(), range.last_column + 1u);
    columns.assign(width, false);
    for (std::uint32_t column = 0; column < width; ++column) columns[column] = plan.keeps(column);
    read.columns = &columns;
  }
  return read;
}

namespace {

// Reads on to the end of the sheet, where its merged ranges stand, when the frame has rows enough.
class SurveySink final : public CellSink {
 public:
  explicit SurveySink(FrameSink& sink) : sink_(sink) {}
  bool cells(std::span<const Cell> batch) override {
    more_ = more_ && sink_.cells(batch);
    return true;
  }

 private:
  FrameSink& sink_;
  bool more_ = true;
};

}  // namespace

Result<FrameSink::Survey> SheetSource::State::survey(const FramePlan& plan, ReadOptions read) {
  read.transient_texts = true;
  read.row_limit = 0;
  FrameSink sink(*reader, plan);
  sink.deliver_in_chunks(4096, [](const Frame&) { return Result<bool>(true); }, {});
  SurveySink to_the_end(sink);
  FrameSink::Survey found;
  found.details = TRY(reader->read(sheet, read, to_the_end));
  CHECKED(sink.finish_chunks());
  if (options.skip_hidden_columns) found.dropped_columns = found.details.hidden_columns;
  found.held = sink.held();
  return found;
}

Result<Frame> SheetSource::State::frame(const std::vector<std::string>& wanted, bool only_wanted) {
  const FramePlan plan = TRY(this->plan(wanted, only_wanted));
  if (auto* csv = dynamic_cast<CsvReader*>(reader.get())) {
    std::size_t width = plan.header.names.size();
    for (const ProbeRow& row : *TRY(probe())) width = std::max<std::size_t>(width, row.cells.back().column + 1u);
    return csv_to_frame(*csv, plan, static_cast<std::uint32_t>(width), notes);
  }
  std::vector<bool> columns;
  const ReadOptions read = read_options(plan, columns);
  FrameSink sink(*reader, plan);
  SheetDetails details = TRY(reader->read(sheet, read, sink));
  const bool stopped_early = read.row_limit != 0 || plan.row_limit != 0;
  if (plan.fill_merged && stopped_early) details = TRY(survey(plan, read)).details;
  Frame result =
      TRY(sink.finish(details, options.skip_hidden_columns ? details.hidden_columns : std::vector<std::uint16_t>{}));
  for (const std::string& text : sink.notes()) note(text);
  return result;
}

Result<void> SheetSource::State::chunks(std::size_t rows, const std::vector<std::string>& wanted,
                                        const std::function<Result<bool>(Frame)>& each) {
  const FramePlan plan = TRY(this->plan(wanted, false));
  std::vector<bool> columns;
  ReadOptions read = read_options(plan, columns);
  read.transient_texts = true;
  FrameSink::Survey known;
  if (options.fill_merged || options.skip_hidden_columns) known = TRY(survey(plan, read));
  FrameSink sink(*reader, plan);
  sink.deliver_in_chunks(rows, each, std::move(known));
  TRY(reader->read(sheet, read, sink));
  CHECKED(sink.finish_chunks());
  for (const std::string& text : sink.notes()) note(text);
  return {};
}

Result<SheetSource> SheetSource::open(std::shared_ptr<Reader> reader, std::string file, SheetOptions options) {
  auto state = std::make_shared<State>();
  state->reader = std::move(reader);
  state->file = std::move(file);
  state->options = std::move(options);
  state->source = std::make_shared<const Source>(Source{state->file, ""});
  auto range = parse_range(state->options.range);
  if (!range.ok()) return state->located(std::move(range).error());
  state->range = *range;
  auto sheet = choose_sheet(*state->reader, state->options);
  if (!sheet.ok()) return state->located(std::move(sheet).error());
  state->sheet = *sheet;
  state->source = std::make_shared<const Source>(Source{state->file, state->reader->sheets()[*sheet].name});
  return SheetSource(std::move(state));
}

const std::string& SheetSource::sheet_name() const {
  return state_->source->sheet;
}
std::size_t SheetSource::sheet_index() const {
  return state_->sheet;
}
const std::vector<std::string>& SheetSource::notes() const {
  return state_->notes;
}

Result<HeaderFound> SheetSource::find_header(const std::vector<std::string>& wanted_names) {
  auto header = state_->header(wanted_names);
  if (!header.ok()) return state_->located(std::move(header).error());
  if (header->none) return HeaderFound{};
  HeaderFound found{header->first_row + 1, header->last_row + 1, unique_names(header->names)};
  for (std::size_t i = 0; i < found.names.size(); ++i)
    if (header->names[i].empty()) found.names[i].clear();
  return found;
}

Result<Frame> SheetSource::frame(const std::vector<std::string>& wanted_names, bool only_wanted) {
  auto frame = state_->frame(wanted_names, only_wanted);
  if (!frame.ok()) return state_->located(std::move(frame).error());
  return frame;
}

Result<void> SheetSource::chunks(std::size_t rows, const std::vector<std::string>& wanted_names,
                                 const std::function<Result<bool>(Frame)>& each) {
  auto done = state_->chunks(rows, wanted_names, each);
  if (!done.ok()) return state_->located(std::move(done).error());
  return done;
}

}  // namespace lunokhod::sheets
