// Csv → a frame without cells in between: the words of the fields are laid into the columns stretch by stretch.
#pragma once

#include "csv/csv_reader.hpp"
#include "source/frame_sink.hpp"

namespace lunokhod::sheets {

// `width`: columns that exist; a row with more fields than that is a problem, the surplus is in its text.
// Notes receive what is worth a line in the log.
Result<Frame> csv_to_frame(CsvReader& reader, const FramePlan& plan, std::uint32_t width,
                           std::vector<std::string>& notes);

}  // namespace lunokhod::sheets
