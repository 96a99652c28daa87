#include "lunokhod/frame/concat.hpp"

#include <algorithm>
#include <unordered_map>

#include "lunokhod/base/text.hpp"
#include "mapping/coerce.hpp"
#include "text_writer.hpp"

namespace lunokhod {
namespace {

// A column of the result and where each frame holds it (npos: nowhere).
struct Joint {
  std::string name;
  Dtype dtype = Dtype::text;
  std::uint8_t scale = 0;
  std::size_t first_frame = 0;
  std::vector<std::size_t> index;
};
constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

std::string place(const Frame& frame, std::size_t number) {
  if (!frame.origin().sources.empty() && frame.origin().sources[0]) return frame.origin().sources[0]->file;
  return "frame " + std::to_string(number + 1);
}

// A column without a single value fits any type.
bool is_empty(const Column& column) {
  return column.valid.count() == 0;
}

Result<void> meet(Joint& joint, const Column& column, std::span<const Frame> frames, std::size_t number) {
  if (column.dtype == joint.dtype) {
    joint.scale = std::max(joint.scale, column.scale);
    return {};
  }
  if (is_empty(column)) return {};
  const auto number_rank = [](Dtype dtype) {
    return dtype == Dtype::integer ? 1 : dtype == Dtype::decimal ? 2 : dtype == Dtype::float_ ? 3 : 0;
  };
  const auto temporal = [](Dtype dtype) { return dtype == Dtype::date || dtype == Dtype::datetime; };
  const bool numbers = number_rank(column.dtype) > 0 && number_rank(joint.dtype) > 0;
  if (numbers || (temporal(column.dtype) && temporal(joint.dtype))) {
    if (!numbers)
      joint.dtype = Dtype::datetime;
    else if (number_rank(column.dtype) > number_rank(joint.dtype))
      joint.dtype = column.dtype;
    joint.scale = std::max(joint.scale, column.scale);
    return {};
  }
  return Error{Code::type_mismatch,
               "column \"" + joint.name + "\" is " + std::string(dtype_name(joint.dtype)) + " in " +
                   place(frames[joint.first_frame], joint.first_frame) + " and " +
                   std::string(dtype_name(column.dtype)) + " in " + place(frames[number], number),
               "cast it to one type before concat, or map both frames to one template"};
}

Result<std::vector<Joint>> joints_of(std::span<const Frame> frames) {
  std::vector<Joint> joints;
  std::unordered_map<std::string, std::size_t> by_name, by_folded;
  for (std::size_t number = 0; number < frames.size(); ++number) {
    for (std::size_t i = 0; i < frames[number].width(); ++i) {
      const Column& column = frames[number].column(i);
      const std::string folded = text::fold(column.name);
      auto found = by_name.find(column.name);
      std::size_t at = found != by_name.end() ? found->second : nowhere;
      if (at == nowhere && by_folded.contains(folded) && joints[by_folded[folded]].index[number] == nowhere)
        at = by_folded[folded];
      if (at == nowhere) {
        at = joints.size();
        joints.push_back({column.name, column.dtype, column.scale, number, std::vector(frames.size(), nowhere)});
        by_name[column.name] = at;
        by_folded.try_emplace(folded, at);
      } else if (is_empty(frames[joints[at].first_frame].column(joints[at].index[joints[at].first_frame]))) {
        joints[at].dtype = is_empty(column) ? joints[at].dtype : column.dtype;
        joints[at].scale = column.scale;
        joints[at].first_frame = is_empty(column) ? joints[at].first_frame : number;
      } else {
        CHECKED(meet(joints[at], column, frames, number));
      }
      joints[at].index[number] = i;
    }
  }
  return joints;
}

void append_texts(Column& out, const Column& in, TextWriter& writer, std::size_t at) {
  for (std::size_t row = 0; row < in.size(); ++row) {
    if (in.is_null(row)) continue;
    const bool text = in.dtype == Dtype::text || in.kinds[row] == CellKind::text || in.kinds[row] == CellKind::error;
    out.words[at + row] = text ? writer.add(in.as_text(row)).word : in.words[row];
  }
}

void append_rows(Column& out, const Column& in, TextWriter* writer, std::size_t at) {
  for (std::size_t row = 0; row < in.size(); ++row) out.valid.set(at + row, !in.is_null(row));
  if (writer != nullptr && in.pool != out.pool)
    append_texts(out, in, *writer, at);
  else
    std::copy(in.words.begin(), in.words.end(), out.words.begin() + static_cast<std::ptrdiff_t>(at));
  if (out.dtype == Dtype::mixed)
    std::copy(in.kinds.begin(), in.kinds.end(), out.kinds.begin() + static_cast<std::ptrdiff_t>(at));
}

Result<Column> joined_column(const Joint& joint, std::span<const Frame> frames, std::size_t height) {
  Column out;
  out.name = joint.name;
  out.dtype = joint.dtype;
  out.scale = joint.dtype == Dtype::decimal ? joint.scale : 0;
  out.words.resize(height);
  out.valid.resize(height, false);
  const bool texts = joint.dtype == Dtype::text || joint.dtype == Dtype::mixed;
  if (texts) out.pool = std::make_shared<TextPool>();
  if (joint.dtype == Dtype::mixed) out.kinds.assign(height, CellKind::empty);
  std::unique_ptr<TextWriter> writer = texts ? std::make_unique<TextWriter>(*out.pool) : nullptr;
  std::size_t at = 0;
  bool first = true;
  for (std::size_t number = 0; number < frames.size(); at += frames[number].height(), ++number) {
    if (joint.index[number] == nowhere) continue;
    const Column& in = frames[number].column(joint.index[number]);
    out.source_column = first || out.source_column == in.source_column ? in.source_column : -1;
    if (out.format.empty()) out.format = in.format;
    first = false;
    if (is_empty(in)) continue;
    if (in.dtype == out.dtype && in.scale == out.scale) {
      append_rows(out, in, writer.get(), at);
      continue;
    }
    const Coerced wide = coerce_cells(in, {out.dtype, out.scale, ""});
    if (!wide.misfits.empty())
      return Error{Code::overflow,
                   "column \"" + joint.name + "\": " + in.display(wide.misfits[0]) + " does not fit a " +
                       std::string(dtype_name(out.dtype)),
                   "cast the column before concat", frames[number].address(wide.misfits[0], joint.index[number])};
    append_rows(out, wide.column, writer.get(), at);
  }
  return out;
}

std::shared_ptr<const Origin> joined_origin(std::span<const Frame> frames, std::size_t height) {
  auto out = std::make_shared<Origin>();
  out->rows.reserve(height);
  out->source_index.reserve(height);
  for (const Frame& frame : frames) {
    const Origin& origin = frame.origin();
    std::vector<std::uint16_t> renumbered;
    for (const auto& source : origin.sources) {
      auto found = std::find(out->sources.begin(), out->sources.end(), source);
      if (found == out->sources.end()) found = out->sources.insert(found, source);
      renumbered.push_back(static_cast<std::uint16_t>(found - out->sources.begin()));
    }
    if (renumbered.empty()) {
      out->sources.push_back(std::make_shared<const Source>());
      renumbered.push_back(static_cast<std::uint16_t>(out->sources.size() - 1));
    }
    for (std::size_t row = 0; row < frame.height(); ++row) {
      out->rows.push_back(row < origin.rows.size() ? origin.rows[row] : 0);
      const std::size_t index = row < origin.source_index.size() ? origin.source_index[row] : 0;
      out->source_index.push_back(renumbered[std::min(index, renumbered.size() - 1)]);
    }
  }
  return out;
}

}  // namespace

Result<Frame> concat(std::span<const Frame> frames) {
  Frame out;
  std::size_t height = 0;
  for (const Frame& frame : frames) height += frame.height();
  if (height >= 0xFFFFFFFF) return Error{Code::limit, "concat would make more than 4 billion rows"};
  if (frames.size() > 60'000) return Error{Code::limit, "concat takes at most 60,000 frames at once"};
  out.set_height(height);
  const std::vector<Joint> joints = TRY(joints_of(frames));
  for (const Joint& joint : joints) out.put(TRY(joined_column(joint, frames, height)));
  out.set_origin(joined_origin(frames, height));
  auto problems = std::make_shared<Problems>();
  for (const Frame& frame : frames) problems->append(frame.problems());
  out.set_problems(std::move(problems));
  return out;
}

}  // namespace lunokhod
