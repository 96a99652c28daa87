// frame: tables of typed columns. Verbs give new frames; expressions are compiled to column operations; a Lua function
// is taken where an expression is, one call per row (the slow path).
#include "boxes.hpp"
#include "frame_parts.hpp"
#include "modules.hpp"

namespace lunokhod::lua {
namespace {

constexpr Function functions[] = {
    {"concat", frames::concat_all},
    {"from_rows", frames::from_rows},
    {"new", frames::make},
};

constexpr Function methods[] = {
    {"cast", frames::cast},     {"column", frames::column},     {"concat", frames::concat},
    {"derive", frames::derive}, {"distinct", frames::distinct}, {"drop", frames::drop},
    {"dtypes", frames::dtypes}, {"filter", frames::filter},     {"get", frames::get},
    {"head", frames::head},     {"height", frames::height},     {"map", frames::map},
    {"names", frames::names},   {"problems", frames::problems}, {"rename", frames::rename},
    {"rows", frames::rows},     {"select", frames::select},     {"slice", frames::slice},
    {"sort", frames::sort},     {"tail", frames::tail},         {"width", frames::width},
    {"write", frames::write},
};

constexpr Function metamethods[] = {{"__len", frames::height}, {"__tostring", frames::to_text}};

}  // namespace

void push_frame_module(lua_State* L) {
  Box<FrameValue>::define_class(L, {methods, metamethods});
  push_functions(L, "frame", functions);
}

}  // namespace lunokhod::lua
