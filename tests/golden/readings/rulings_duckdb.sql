SELECT
  "coded"."row",
  "coded"."answer" AS "answer",
  "coded"."deciding" AS "deciding",
  "coded"."against" AS "against",
  "missing 0"."keys" AS "missing"
FROM (
  SELECT
    "answered"."row",
    "answered"."answer" AS "answer",
    "deciding"."source" AS "deciding",
    CASE WHEN "answered"."certain_conflict" THEN "against"."source" END AS "against",
    CASE
      WHEN "answered"."answer" = 'open'
      THEN (
        (
          CASE WHEN (
            "answered"."open 0" & "asks"."asked 0 0"
          ) <> 0 THEN 1 ELSE 0 END + CASE WHEN (
            "answered"."open 0" & "asks"."asked 1 0"
          ) <> 0 THEN 2 ELSE 0 END + CASE WHEN (
            "answered"."open 0" & "asks"."asked 2 0"
          ) <> 0 THEN 4 ELSE 0 END + CASE WHEN (
            "answered"."open 0" & "asks"."asked 3 0"
          ) <> 0 THEN 8 ELSE 0 END + CASE WHEN (
            "answered"."open 0" & "asks"."asked 4 0"
          ) <> 0 THEN 16 ELSE 0 END
        ) & (
          (
            "answered"."unknown 0"
          ) & 31
        )
      )
      ELSE 0
    END AS "missing 0"
  FROM (
    SELECT
      "truths"."row",
      "truths"."ruling number",
      "truths"."deciding lane",
      "truths"."against lane",
      "answers"."answer",
      "answers"."certain_conflict",
      "truths"."unknown 0",
      (
        (
          "answers"."undecided rails 0" & "truths"."undecided 0"
        ) | (
          (
            (
              "answers"."undecided rails 0" & "truths"."undecided 0"
            ) & "truths"."undecided 1"
          ) * 8
        )
      ) AS "open 0"
    FROM (
      SELECT
        "parts"."row",
        "parts"."ruling number",
        CASE
          WHEN "parts"."ruling number" = 2
          THEN 27
          ELSE (
            (
              (
                CAST((
                  (
                    "parts"."certain 0" & 1
                  ) <> 0
                ) AS BIGINT) + CAST((
                  (
                    "parts"."possible 0" & 1
                  ) <> 0
                ) AS BIGINT)
              ) * 9
            ) + (
              (
                CAST((
                  (
                    "parts"."certain 0" & 2
                  ) <> 0
                ) AS BIGINT) + CAST((
                  (
                    "parts"."possible 0" & 2
                  ) <> 0
                ) AS BIGINT)
              ) * 3
            ) + (
              (
                CAST((
                  (
                    "parts"."certain 0" & 4
                  ) <> 0
                ) AS BIGINT) + CAST((
                  (
                    "parts"."possible 0" & 4
                  ) <> 0
                ) AS BIGINT)
              ) * 1
            )
          )
        END AS "truths of rails",
        CASE
          WHEN (
            "parts"."certain 0" & 1
          ) <> 0
          THEN (
            CAST(BIT_COUNT((
              (
                (
                  "parts"."certain 0" & 1
                ) & -(
                  (
                    "parts"."certain 0" & 1
                  )
                )
              ) - 1
            )) AS INT) + 0
          )
          WHEN (
            "parts"."possible 0" & 1
          ) <> 0
          THEN (
            CAST(BIT_COUNT((
              (
                (
                  "parts"."possible 0" & 1
                ) & -(
                  (
                    "parts"."possible 0" & 1
                  )
                )
              ) - 1
            )) AS INT) + 0
          )
          WHEN (
            "parts"."certain 0" & 2
          ) <> 0
          THEN (
            CAST(BIT_COUNT((
              (
                (
                  "parts"."certain 0" & 2
                ) & -(
                  (
                    "parts"."certain 0" & 2
                  )
                )
              ) - 1
            )) AS INT) + 0
          )
          WHEN (
            "parts"."possible 0" & 2
          ) <> 0
          THEN (
            CAST(BIT_COUNT((
              (
                (
                  "parts"."possible 0" & 2
                ) & -(
                  (
                    "parts"."possible 0" & 2
                  )
                )
              ) - 1
            )) AS INT) + 0
          )
          WHEN (
            "parts"."certain 0" & 4
          ) <> 0
          THEN (
            CAST(BIT_COUNT((
              (
                (
                  "parts"."certain 0" & 4
                ) & -(
                  (
                    "parts"."certain 0" & 4
                  )
                )
              ) - 1
            )) AS INT) + 0
          )
          WHEN (
            "parts"."possible 0" & 4
          ) <> 0
          THEN (
            CAST(BIT_COUNT((
              (
                (
                  "parts"."possible 0" & 4
                ) & -(
                  (
                    "parts"."possible 0" & 4
                  )
                )
              ) - 1
            )) AS INT) + 0
          )
        END AS "deciding lane",
        CASE
          WHEN (
            "parts"."certain 0" & 2
          ) <> 0
          THEN (
            CAST(BIT_COUNT((
              (
                (
                  "parts"."certain 0" & 2
                ) & -(
                  (
                    "parts"."certain 0" & 2
                  )
                )
              ) - 1
            )) AS INT) + 0
          )
        END AS "against lane",
        "parts"."unknown 0",
        "parts"."undecided 0",
        "parts"."undecided 1"
      FROM (
        SELECT
          "words"."row",
          "words"."ruling number",
          "words"."unknown 0",
          (
            "words"."touched 1" - "words"."absorbed 1"
          ) AS "undecided 1",
          (
            (
              "words"."touched 0" | (
                7 - "words"."absorbed 1"
              )
            ) - (
              "words"."absorbed 0" | (
                7 - "words"."touched 1"
              )
            )
          ) AS "undecided 0",
          (
            7 - (
              "words"."touched 0" | (
                7 - "words"."absorbed 1"
              )
            )
          ) AS "certain 0",
          (
            7 - (
              "words"."absorbed 0" | (
                7 - "words"."touched 1"
              )
            )
          ) AS "possible 0"
        FROM (
          SELECT
            "cells"."row",
            "cells"."ruling number",
            (
              (
                "lookup 0"."absorbed 0"
              ) & 7
            ) AS "absorbed 0",
            (
              (
                "lookup 0"."touched 0"
              ) & 7
            ) AS "touched 0",
            (
              (
                "lookup 0"."absorbed 0" >> 3
              ) & 7
            ) AS "absorbed 1",
            (
              (
                "lookup 0"."touched 0" >> 3
              ) & 7
            ) AS "touched 1",
            "lookup 0"."unknown 0" AS "unknown 0"
          FROM (
            SELECT
              "rows"."row",
              COALESCE("rulings"."n", 2) AS "ruling number",
              (
                COALESCE("rulings"."n", 2) + CASE WHEN "rows"."purpose" IS NULL THEN 0 WHEN "rows"."purpose" IN ('civil', 'unknown') THEN 3 WHEN "rows"."purpose" = 'crime' THEN 6 ELSE 9 END + CASE WHEN "rows"."age" IS NULL THEN 0 WHEN "rows"."age" < 18 THEN 12 ELSE 24 END + CASE WHEN "rows"."in_custody" IS NULL THEN 0 WHEN NOT "rows"."in_custody" THEN 36 ELSE 72 END + CASE WHEN "rows"."release" IS NULL THEN 0 WHEN "rows"."release" < CAST('2026-12-01' AS DATE) THEN 108 ELSE 216 END + CASE WHEN "rows"."shown(effect={""search""})" IS NULL THEN 0 WHEN NOT "rows"."shown(effect={""search""})" THEN 324 ELSE 648 END
              ) AS "group 0"
            FROM "facts" AS "rows"
            LEFT JOIN (VALUES
              ('before', 0),
              ('after', 1)) AS "rulings"("name", "n")
              ON "rulings"."name" = "rows"."which law"
          ) AS "cells"
          JOIN (
            SELECT
              (
                "rulings"."row" + "key 0"."row" + "key 1"."row" + "key 2"."row" + "key 3"."row" + "key 4"."row"
              ) AS "row",
              (
                "rulings"."absorbed 0" | "key 0"."absorbed 0" | "key 1"."absorbed 0" | "key 2"."absorbed 0" | "key 3"."absorbed 0" | "key 4"."absorbed 0"
              ) AS "absorbed 0",
              (
                "rulings"."touched 0" | "key 0"."touched 0" | "key 1"."touched 0" | "key 2"."touched 0" | "key 3"."touched 0" | "key 4"."touched 0"
              ) AS "touched 0",
              (
                "key 0"."unknown 0" | "key 1"."unknown 0" | "key 2"."unknown 0" | "key 3"."unknown 0" | "key 4"."unknown 0"
              ) AS "unknown 0"
            FROM (VALUES
              (0, 0, 61, 61),
              (1, 1, 40, 40),
              (2, 2, 0, 0)) AS "rulings"("ruling", "row", "absorbed 0", "touched 0")
            JOIN (VALUES
              (0, 0, 4, 0, 0),
              (0, 3, 0, 0, 0),
              (0, 6, 0, 0, 0),
              (0, 9, 0, 0, 0),
              (1, 0, 4, 5, 0),
              (1, 3, 0, 4, 4),
              (1, 6, 0, 1, 1),
              (1, 9, 0, 5, 5),
              (2, 0, 4, 0, 0),
              (2, 3, 0, 0, 0),
              (2, 6, 0, 0, 0),
              (2, 9, 0, 0, 0)) AS "key 0"("ruling", "row", "unknown 0", "touched 0", "absorbed 0")
              ON "key 0"."ruling" = "rulings"."ruling"
            JOIN (VALUES
              (0, 0, 1, 0, 0),
              (0, 12, 0, 0, 0),
              (0, 24, 0, 0, 0),
              (1, 0, 1, 16, 0),
              (1, 12, 0, 16, 16),
              (1, 24, 0, 0, 0),
              (2, 0, 1, 0, 0),
              (2, 12, 0, 0, 0),
              (2, 24, 0, 0, 0)) AS "key 1"("ruling", "row", "unknown 0", "touched 0", "absorbed 0")
              ON "key 1"."ruling" = "rulings"."ruling"
            JOIN (VALUES
              (0, 0, 2, 2, 0),
              (0, 36, 2, 0, 2),
              (0, 72, 0, 0, 0),
              (1, 0, 16, 2, 0),
              (1, 36, 0, 0, 0),
              (1, 72, 16, 0, 16),
              (2, 0, 0, 2, 0),
              (2, 36, 0, 0, 0),
              (2, 72, 0, 0, 0)) AS "key 2"("ruling", "row", "touched 0", "unknown 0", "absorbed 0")
              ON "key 2"."ruling" = "rulings"."ruling"
            JOIN (VALUES
              (0, 0, 8, 0, 0),
              (0, 108, 0, 0, 0),
              (0, 216, 0, 0, 0),
              (1, 0, 8, 2, 0),
              (1, 108, 0, 2, 2),
              (1, 216, 0, 0, 0),
              (2, 0, 8, 0, 0),
              (2, 108, 0, 0, 0),
              (2, 216, 0, 0, 0)) AS "key 3"("ruling", "row", "unknown 0", "touched 0", "absorbed 0")
              ON "key 3"."ruling" = "rulings"."ruling"
            JOIN (VALUES
              (0, 0, 16, 0, 0),
              (0, 324, 0, 0, 0),
              (0, 648, 0, 0, 0),
              (1, 0, 16, 1, 0),
              (1, 324, 0, 0, 0),
              (1, 648, 0, 1, 1),
              (2, 0, 16, 0, 0),
              (2, 324, 0, 0, 0),
              (2, 648, 0, 0, 0)) AS "key 4"("ruling", "row", "unknown 0", "touched 0", "absorbed 0")
              ON "key 4"."ruling" = "rulings"."ruling"
          ) AS "lookup 0"
            ON "lookup 0"."row" = "cells"."group 0"
        ) AS "words"
      ) AS "parts"
    ) AS "truths"
    JOIN (VALUES
      (0, CAST('not_regulated' AS ENUM('open', 'conflict', 'prohibited', 'required', 'permitted', 'not_regulated')), FALSE, 0),
      (1, CAST('open' AS ENUM('open', 'conflict', 'prohibited', 'required', 'permitted', 'not_regulated')), FALSE, 4),
      (2, CAST('permitted' AS ENUM('open', 'conflict', 'prohibited', 'required', 'permitted', 'not_regulated')), FALSE, 0),
      (3, CAST('open' AS ENUM('open', 'conflict', 'prohibited', 'required', 'permitted', 'not_regulated')), FALSE, 2),
      (4, CAST('open' AS ENUM('open', 'conflict', 'prohibited', 'required', 'permitted', 'not_regulated')), FALSE, 6),
      (5, CAST('open' AS ENUM('open', 'conflict', 'prohibited', 'required', 'permitted', 'not_regulated')), FALSE, 2),
      (6, CAST('required' AS ENUM('open', 'conflict', 'prohibited', 'required', 'permitted', 'not_regulated')), FALSE, 0),
      (7, CAST('required' AS ENUM('open', 'conflict', 'prohibited', 'required', 'permitted', 'not_regulated')), FALSE, 4),
      (8, CAST('required' AS ENUM('open', 'conflict', 'prohibited', 'required', 'permitted', 'not_regulated')), FALSE, 0),
      (9, CAST('open' AS ENUM('open', 'conflict', 'prohibited', 'required', 'permitted', 'not_regulated')), FALSE, 1),
      (10, CAST('open' AS ENUM('open', 'conflict', 'prohibited', 'required', 'permitted', 'not_regulated')), FALSE, 5),
      (11, CAST('open' AS ENUM('open', 'conflict', 'prohibited', 'required', 'permitted', 'not_regulated')), FALSE, 1),
      (12, CAST('open' AS ENUM('open', 'conflict', 'prohibited', 'required', 'permitted', 'not_regulated')), FALSE, 3),
      (13, CAST('open' AS ENUM('open', 'conflict', 'prohibited', 'required', 'permitted', 'not_regulated')), FALSE, 7),
      (14, CAST('open' AS ENUM('open', 'conflict', 'prohibited', 'required', 'permitted', 'not_regulated')), FALSE, 3),
      (15, CAST('open' AS ENUM('open', 'conflict', 'prohibited', 'required', 'permitted', 'not_regulated')), FALSE, 1),
      (16, CAST('open' AS ENUM('open', 'conflict', 'prohibited', 'required', 'permitted', 'not_regulated')), FALSE, 5),
      (17, CAST('open' AS ENUM('open', 'conflict', 'prohibited', 'required', 'permitted', 'not_regulated')), FALSE, 1),
      (18, CAST('prohibited' AS ENUM('open', 'conflict', 'prohibited', 'required', 'permitted', 'not_regulated')), FALSE, 0),
      (19, CAST('prohibited' AS ENUM('open', 'conflict', 'prohibited', 'required', 'permitted', 'not_regulated')), FALSE, 4),
      (20, CAST('prohibited' AS ENUM('open', 'conflict', 'prohibited', 'required', 'permitted', 'not_regulated')), FALSE, 0),
      (21, CAST('open' AS ENUM('open', 'conflict', 'prohibited', 'required', 'permitted', 'not_regulated')), FALSE, 2),
      (22, CAST('open' AS ENUM('open', 'conflict', 'prohibited', 'required', 'permitted', 'not_regulated')), FALSE, 6),
      (23, CAST('open' AS ENUM('open', 'conflict', 'prohibited', 'required', 'permitted', 'not_regulated')), FALSE, 2),
      (24, CAST('conflict' AS ENUM('open', 'conflict', 'prohibited', 'required', 'permitted', 'not_regulated')), TRUE, 0),
      (25, CAST('conflict' AS ENUM('open', 'conflict', 'prohibited', 'required', 'permitted', 'not_regulated')), TRUE, 4),
      (26, CAST('conflict' AS ENUM('open', 'conflict', 'prohibited', 'required', 'permitted', 'not_regulated')), TRUE, 0),
      (27, CAST('open' AS ENUM('open', 'conflict', 'prohibited', 'required', 'permitted', 'not_regulated')), FALSE, 0)) AS "answers"("code", "answer", "certain_conflict", "undecided rails 0")
      ON "answers"."code" = "truths"."truths of rails"
  ) AS "answered"
  LEFT JOIN (
    SELECT
      "written"."ruling",
      "written"."lane",
      CAST("written"."source" AS ENUM('xx/code-2', 'xx/code-1', 'xx/code-3')) AS "source"
    FROM (VALUES
      (0, 1, 'xx/code-2'),
      (1, 0, 'xx/code-1'),
      (1, 1, 'xx/code-2'),
      (1, 2, 'xx/code-3')) AS "written"("ruling", "lane", "source")
  ) AS "deciding"
    ON "deciding"."lane" = "answered"."deciding lane" AND "deciding"."ruling" = "answered"."ruling number"
  LEFT JOIN (
    SELECT
      "written"."ruling",
      "written"."lane",
      CAST("written"."source" AS ENUM('xx/code-2', 'xx/code-1', 'xx/code-3')) AS "source"
    FROM (VALUES
      (0, 1, 'xx/code-2'),
      (1, 0, 'xx/code-1'),
      (1, 1, 'xx/code-2'),
      (1, 2, 'xx/code-3')) AS "written"("ruling", "lane", "source")
  ) AS "against"
    ON "against"."lane" = "answered"."against lane" AND "against"."ruling" = "answered"."ruling number"
  JOIN (VALUES
    (0, 0, 2, 0, 0, 0),
    (1, 16, 16, 5, 2, 1),
    (2, 0, 0, 0, 0, 0)) AS "asks"("ruling", "asked 0 0", "asked 1 0", "asked 2 0", "asked 3 0", "asked 4 0")
    ON "asks"."ruling" = "answered"."ruling number"
) AS "coded"
JOIN (
  SELECT
    "numbers"."code" AS "code",
    CAST(LIST_FILTER(
      [
        CASE WHEN (
          "numbers"."code" & 1
        ) <> 0 THEN 'age' END,
        CASE WHEN (
          "numbers"."code" & 2
        ) <> 0 THEN 'in_custody' END,
        CASE WHEN (
          "numbers"."code" & 4
        ) <> 0 THEN 'purpose' END,
        CASE WHEN (
          "numbers"."code" & 8
        ) <> 0 THEN 'release' END,
        CASE WHEN (
          "numbers"."code" & 16
        ) <> 0 THEN 'shown(effect={"search"})' END
      ],
      LAMBDA word : NOT word IS NULL
    ) AS ENUM('age', 'in_custody', 'purpose', 'release', 'shown(effect={"search"})')[]) AS "keys"
  FROM (
    SELECT
      UNNEST(GENERATE_SERIES(0, 31)) AS "code"
  ) AS "numbers"
) AS "missing 0"
  ON "missing 0"."code" = "coded"."missing 0"
