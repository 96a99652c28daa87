-- A script that never ends: its time limit in lunokhod.lua stops it and names the line.
local sum = 0
while sum >= 0 do sum = sum + 1 end
