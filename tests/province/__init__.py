"""A tiny province whose every number can be counted on paper.

One letter is a square of 0.1° (about 9.6 km × 11.1 km); the corner below left is 103.0° E 30.0° N,
the one above right 104.0° E 30.6° N. Small letters are places, `~` is the river.

    30.6  +-------------------------------+--------------------+
          | A  ~~u~~~~~~~~~~~~~~~~~~~~~~~~|~~~~~~~~~~~~l~~  B  |   zone   prefecture  county
    30.5  | A   +-----------+   A    A    | B    B    B    B   |   north  519100      519101 A
    30.4  | A   | C   k   C |   A    A    | B    (tea)     B   |   north  519100      519102 B
    30.3  | A t +-----------+   A    A    | B    B    B  w B   |   south  519200      519201 C
    30.2  +-------------------------------+--------------------+
    30.1  | C    C    C    C    C   h    C    C    C    C    C |
    30.0  +----------------------------------------------------+
         103.0  103.2      103.4      103.6                  104.0

County A has a hole, which is an exclave of C. The area of `tea-hill` is the whole of county B.

| id           |   | sectors         | task    | precision | uncertainty | county |
|--------------|---|-----------------|---------|-----------|-------------|--------|
| harbour      | h | logistics       | 1 (3)   | locality  | 3 km        | C      |
| qing-river   | ~ | energy          | 2       | line      | 80 km       | A, B   |
| ghost-field  |   | energy          | 2       | unlocated |             |        |
| stone-tower  | t | tourism         | 2 (3)   | site      | 500 m       | A      |
| lake-heart   | k | tourism, water  | 2 (3)   | exact     | 50 m        | C      |
| tea-hill     |   | agriculture     | 2       | area      | 30 km       | B      |
| twin-village | w | rural           | 2       | locality  | 5 km        | B      |
| upper-dam    | u | energy, derived | 2       | site      | 1 km        | A      |
| lower-dam    | l | energy, derived | 2       | locality  | 2 km        | B      |

Tasks in brackets apply by sector: task 3 (theme 2, like task 2) names no place. Task 1 is the only
one of theme 1. Two of the nine scenarios name no place. A second village of the name of
twin-village stands in C and is its other candidate.
"""
