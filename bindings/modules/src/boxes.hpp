// The native values a script holds: frames, workbooks, sheets, templates.
#pragma once

#include <memory>
#include <string>

#include "lunokhod/frame/frame.hpp"
#include "lunokhod/sheets/source.hpp"
#include "lunokhod/sheets/template_workbook.hpp"
#include "lunokhod/sheets/workbook.hpp"
#include "lunokhod/support/box.hpp"

namespace lunokhod::lua {

using TemplatePointer = std::shared_ptr<const sheets::TemplateWorkbook>;

// A frame and, when it was mapped to one, its template: a report takes the header's look from there.
struct FrameValue {
  Frame frame;
  TemplatePointer look;
};

struct WorkbookValue {
  std::shared_ptr<sheets::Reader> reader;
  std::string file;  // as the script named it
};

template <>
struct BoxName<FrameValue> {
  static constexpr const char* value = "frame";
};
template <>
struct BoxName<WorkbookValue> {
  static constexpr const char* value = "workbook";
};
template <>
struct BoxName<sheets::SheetSource> {
  static constexpr const char* value = "sheet";
};
template <>
struct BoxName<TemplatePointer> {
  static constexpr const char* value = "template";
};

// The frame at `index` as an argument.
inline Result<FrameValue*> frame_argument(lua_State* L, const Arguments& arguments, int index) {
  return Box<FrameValue>::get(L, arguments, index);
}
inline int push_frame(lua_State* L, Frame frame, TemplatePointer look = nullptr) {
  Box<FrameValue>::push(L, {std::move(frame), std::move(look)});
  return 1;
}

}  // namespace lunokhod::lua
