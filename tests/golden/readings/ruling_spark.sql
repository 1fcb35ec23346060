SELECT
  `coded`.`row`,
  `coded`.`answer` AS `answer`,
  `coded`.`deciding` AS `deciding`,
  `coded`.`against` AS `against`,
  `missing 0`.`keys` AS `missing`,
  `coded`.`certain_conflict` AS `certain_conflict`,
  `coded`.`certain_prohibited` AS `certain_prohibited`,
  `coded`.`certain_required` AS `certain_required`,
  `coded`.`certain_permitted` AS `certain_permitted`,
  `coded`.`certain_not_regulated` AS `certain_not_regulated`,
  `coded`.`possible_conflict` AS `possible_conflict`,
  `coded`.`possible_prohibited` AS `possible_prohibited`,
  `coded`.`possible_required` AS `possible_required`,
  `coded`.`possible_permitted` AS `possible_permitted`,
  `coded`.`possible_not_regulated` AS `possible_not_regulated`
FROM (
  SELECT
    `answered`.`row`,
    `answered`.`answer` AS `answer`,
    `deciding`.`source` AS `deciding`,
    CASE WHEN `answered`.`certain_conflict` THEN `against`.`source` END AS `against`,
    `answered`.`certain_conflict` AS `certain_conflict`,
    `answered`.`certain_prohibited` AS `certain_prohibited`,
    `answered`.`certain_required` AS `certain_required`,
    `answered`.`certain_permitted` AS `certain_permitted`,
    `answered`.`certain_not_regulated` AS `certain_not_regulated`,
    `answered`.`possible_conflict` AS `possible_conflict`,
    `answered`.`possible_prohibited` AS `possible_prohibited`,
    `answered`.`possible_required` AS `possible_required`,
    `answered`.`possible_permitted` AS `possible_permitted`,
    `answered`.`possible_not_regulated` AS `possible_not_regulated`,
    CASE
      WHEN `answered`.`answer` = 'open'
      THEN (
        (
          CASE WHEN (
            `answered`.`open 0` & 16
          ) <> 0 THEN 1 ELSE 0 END + CASE WHEN (
            `answered`.`open 0` & 16
          ) <> 0 THEN 2 ELSE 0 END + CASE WHEN (
            `answered`.`open 0` & 5
          ) <> 0 THEN 4 ELSE 0 END + CASE WHEN (
            `answered`.`open 0` & 2
          ) <> 0 THEN 8 ELSE 0 END + CASE WHEN (
            `answered`.`open 0` & 1
          ) <> 0 THEN 16 ELSE 0 END
        ) & (
          (
            `answered`.`unknown 0`
          ) & 31
        )
      )
      ELSE 0
    END AS `missing 0`
  FROM (
    SELECT
      `truths`.`row`,
      `truths`.`deciding lane`,
      `truths`.`against lane`,
      `answers`.`answer`,
      `answers`.`certain_conflict`,
      `answers`.`certain_prohibited`,
      `answers`.`certain_required`,
      `answers`.`certain_permitted`,
      `answers`.`certain_not_regulated`,
      `answers`.`possible_conflict`,
      `answers`.`possible_prohibited`,
      `answers`.`possible_required`,
      `answers`.`possible_permitted`,
      `answers`.`possible_not_regulated`,
      `truths`.`unknown 0`,
      (
        (
          `answers`.`undecided rails 0` & `truths`.`undecided 0`
        ) | (
          (
            (
              `answers`.`undecided rails 0` & `truths`.`undecided 0`
            ) & `truths`.`undecided 1`
          ) * 8
        )
      ) AS `open 0`
    FROM (
      SELECT
        `parts`.`row`,
        (
          (
            (
              CAST((
                (
                  `parts`.`certain 0` & 1
                ) <> 0
              ) AS BIGINT) + CAST((
                (
                  `parts`.`possible 0` & 1
                ) <> 0
              ) AS BIGINT)
            ) * 9
          ) + (
            (
              CAST((
                (
                  `parts`.`certain 0` & 2
                ) <> 0
              ) AS BIGINT) + CAST((
                (
                  `parts`.`possible 0` & 2
                ) <> 0
              ) AS BIGINT)
            ) * 3
          ) + (
            (
              CAST((
                (
                  `parts`.`certain 0` & 4
                ) <> 0
              ) AS BIGINT) + CAST((
                (
                  `parts`.`possible 0` & 4
                ) <> 0
              ) AS BIGINT)
            ) * 1
          )
        ) AS `truths of rails`,
        CASE
          WHEN (
            `parts`.`certain 0` & 1
          ) <> 0
          THEN (
            CAST(BIT_COUNT((
              (
                (
                  `parts`.`certain 0` & 1
                ) & -(
                  (
                    `parts`.`certain 0` & 1
                  )
                )
              ) - 1
            )) AS INT) + 0
          )
          WHEN (
            `parts`.`possible 0` & 1
          ) <> 0
          THEN (
            CAST(BIT_COUNT((
              (
                (
                  `parts`.`possible 0` & 1
                ) & -(
                  (
                    `parts`.`possible 0` & 1
                  )
                )
              ) - 1
            )) AS INT) + 0
          )
          WHEN (
            `parts`.`certain 0` & 2
          ) <> 0
          THEN (
            CAST(BIT_COUNT((
              (
                (
                  `parts`.`certain 0` & 2
                ) & -(
                  (
                    `parts`.`certain 0` & 2
                  )
                )
              ) - 1
            )) AS INT) + 0
          )
          WHEN (
            `parts`.`possible 0` & 2
          ) <> 0
          THEN (
            CAST(BIT_COUNT((
              (
                (
                  `parts`.`possible 0` & 2
                ) & -(
                  (
                    `parts`.`possible 0` & 2
                  )
                )
              ) - 1
            )) AS INT) + 0
          )
          WHEN (
            `parts`.`certain 0` & 4
          ) <> 0
          THEN (
            CAST(BIT_COUNT((
              (
                (
                  `parts`.`certain 0` & 4
                ) & -(
                  (
                    `parts`.`certain 0` & 4
                  )
                )
              ) - 1
            )) AS INT) + 0
          )
          WHEN (
            `parts`.`possible 0` & 4
          ) <> 0
          THEN (
            CAST(BIT_COUNT((
              (
                (
                  `parts`.`possible 0` & 4
                ) & -(
                  (
                    `parts`.`possible 0` & 4
                  )
                )
              ) - 1
            )) AS INT) + 0
          )
        END AS `deciding lane`,
        CASE
          WHEN (
            `parts`.`certain 0` & 2
          ) <> 0
          THEN (
            CAST(BIT_COUNT((
              (
                (
                  `parts`.`certain 0` & 2
                ) & -(
                  (
                    `parts`.`certain 0` & 2
                  )
                )
              ) - 1
            )) AS INT) + 0
          )
        END AS `against lane`,
        `parts`.`unknown 0`,
        `parts`.`undecided 0`,
        `parts`.`undecided 1`
      FROM (
        SELECT
          `words`.`row`,
          `words`.`unknown 0`,
          (
            `words`.`touched 1` - `words`.`absorbed 1`
          ) AS `undecided 1`,
          (
            (
              `words`.`touched 0` | (
                7 - `words`.`absorbed 1`
              )
            ) - (
              `words`.`absorbed 0` | (
                7 - `words`.`touched 1`
              )
            )
          ) AS `undecided 0`,
          (
            7 - (
              `words`.`touched 0` | (
                7 - `words`.`absorbed 1`
              )
            )
          ) AS `certain 0`,
          (
            7 - (
              `words`.`absorbed 0` | (
                7 - `words`.`touched 1`
              )
            )
          ) AS `possible 0`
        FROM (
          SELECT
            `cells`.`row`,
            (
              (
                `lookup 0`.`absorbed 0`
              ) & 7
            ) AS `absorbed 0`,
            (
              (
                `lookup 0`.`touched 0`
              ) & 7
            ) AS `touched 0`,
            (
              (
                SHIFTRIGHT(`lookup 0`.`absorbed 0`, 3)
              ) & 7
            ) AS `absorbed 1`,
            (
              (
                SHIFTRIGHT(`lookup 0`.`touched 0`, 3)
              ) & 7
            ) AS `touched 1`,
            `lookup 0`.`unknown 0` AS `unknown 0`
          FROM (
            SELECT
              `rows`.`row`,
              (
                0 + CASE WHEN `rows`.`purpose` IS NULL THEN 0 WHEN `rows`.`purpose` IN ('civil', 'unknown') THEN 1 WHEN `rows`.`purpose` = 'crime' THEN 2 ELSE 3 END + CASE WHEN `rows`.`age` IS NULL THEN 0 WHEN `rows`.`age` < 18 THEN 4 ELSE 8 END + CASE WHEN `rows`.`in_custody` IS NULL THEN 0 WHEN NOT `rows`.`in_custody` THEN 12 ELSE 24 END + CASE WHEN `rows`.`release` IS NULL THEN 0 WHEN `rows`.`release` < CAST('2026-12-01' AS DATE) THEN 36 ELSE 72 END + CASE WHEN `rows`.`shown(effect={"search"})` IS NULL THEN 0 WHEN NOT `rows`.`shown(effect={"search"})` THEN 108 ELSE 216 END
              ) AS `group 0`
            FROM `facts` AS `rows`
          ) AS `cells`
          JOIN (
            SELECT
              (
                `rulings`.`row` + `key 0`.`row` + `key 1`.`row` + `key 2`.`row` + `key 3`.`row` + `key 4`.`row`
              ) AS `row`,
              (
                `rulings`.`absorbed 0` | `key 0`.`absorbed 0` | `key 1`.`absorbed 0` | `key 2`.`absorbed 0` | `key 3`.`absorbed 0` | `key 4`.`absorbed 0`
              ) AS `absorbed 0`,
              (
                `rulings`.`touched 0` | `key 0`.`touched 0` | `key 1`.`touched 0` | `key 2`.`touched 0` | `key 3`.`touched 0` | `key 4`.`touched 0`
              ) AS `touched 0`,
              (
                `key 0`.`unknown 0` | `key 1`.`unknown 0` | `key 2`.`unknown 0` | `key 3`.`unknown 0` | `key 4`.`unknown 0`
              ) AS `unknown 0`
            FROM VALUES
              (0, 0, 40, 40) AS `rulings`(`ruling`, `row`, `absorbed 0`, `touched 0`)
            JOIN VALUES
              (0, 0, 5, 4, 0),
              (0, 1, 4, 0, 4),
              (0, 2, 1, 0, 1),
              (0, 3, 5, 0, 5) AS `key 0`(`ruling`, `row`, `touched 0`, `unknown 0`, `absorbed 0`)
              ON `key 0`.`ruling` = `rulings`.`ruling`
            JOIN VALUES
              (0, 0, 16, 1, 0),
              (0, 4, 16, 0, 16),
              (0, 8, 0, 0, 0) AS `key 1`(`ruling`, `row`, `touched 0`, `unknown 0`, `absorbed 0`)
              ON `key 1`.`ruling` = `rulings`.`ruling`
            JOIN VALUES
              (0, 0, 16, 2, 0),
              (0, 12, 0, 0, 0),
              (0, 24, 16, 0, 16) AS `key 2`(`ruling`, `row`, `touched 0`, `unknown 0`, `absorbed 0`)
              ON `key 2`.`ruling` = `rulings`.`ruling`
            JOIN VALUES
              (0, 0, 2, 8, 0),
              (0, 36, 2, 0, 2),
              (0, 72, 0, 0, 0) AS `key 3`(`ruling`, `row`, `touched 0`, `unknown 0`, `absorbed 0`)
              ON `key 3`.`ruling` = `rulings`.`ruling`
            JOIN VALUES
              (0, 0, 1, 16, 0),
              (0, 108, 0, 0, 0),
              (0, 216, 1, 0, 1) AS `key 4`(`ruling`, `row`, `touched 0`, `unknown 0`, `absorbed 0`)
              ON `key 4`.`ruling` = `rulings`.`ruling`
          ) AS `lookup 0`
            ON `lookup 0`.`row` = `cells`.`group 0`
        ) AS `words`
      ) AS `parts`
    ) AS `truths`
    JOIN VALUES
      (0, 'not_regulated', FALSE, FALSE, FALSE, FALSE, TRUE, FALSE, FALSE, FALSE, FALSE, TRUE, 0),
      (1, 'open', FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, TRUE, TRUE, 4),
      (2, 'permitted', FALSE, FALSE, FALSE, TRUE, FALSE, FALSE, FALSE, FALSE, TRUE, FALSE, 0),
      (3, 'open', FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, TRUE, FALSE, TRUE, 2),
      (4, 'open', FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, TRUE, TRUE, TRUE, 6),
      (5, 'open', FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, TRUE, TRUE, FALSE, 2),
      (6, 'required', FALSE, FALSE, TRUE, FALSE, FALSE, FALSE, FALSE, TRUE, FALSE, FALSE, 0),
      (7, 'required', FALSE, FALSE, TRUE, FALSE, FALSE, FALSE, FALSE, TRUE, FALSE, FALSE, 4),
      (8, 'required', FALSE, FALSE, TRUE, FALSE, FALSE, FALSE, FALSE, TRUE, FALSE, FALSE, 0),
      (9, 'open', FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, TRUE, FALSE, FALSE, TRUE, 1),
      (10, 'open', FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, TRUE, FALSE, TRUE, TRUE, 5),
      (11, 'open', FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, TRUE, FALSE, TRUE, FALSE, 1),
      (12, 'open', FALSE, FALSE, FALSE, FALSE, FALSE, TRUE, TRUE, TRUE, FALSE, TRUE, 3),
      (13, 'open', FALSE, FALSE, FALSE, FALSE, FALSE, TRUE, TRUE, TRUE, TRUE, TRUE, 7),
      (14, 'open', FALSE, FALSE, FALSE, FALSE, FALSE, TRUE, TRUE, TRUE, TRUE, FALSE, 3),
      (15, 'open', FALSE, FALSE, FALSE, FALSE, FALSE, TRUE, FALSE, TRUE, FALSE, FALSE, 1),
      (16, 'open', FALSE, FALSE, FALSE, FALSE, FALSE, TRUE, FALSE, TRUE, FALSE, FALSE, 5),
      (17, 'open', FALSE, FALSE, FALSE, FALSE, FALSE, TRUE, FALSE, TRUE, FALSE, FALSE, 1),
      (18, 'prohibited', FALSE, TRUE, FALSE, FALSE, FALSE, FALSE, TRUE, FALSE, FALSE, FALSE, 0),
      (19, 'prohibited', FALSE, TRUE, FALSE, FALSE, FALSE, FALSE, TRUE, FALSE, FALSE, FALSE, 4),
      (20, 'prohibited', FALSE, TRUE, FALSE, FALSE, FALSE, FALSE, TRUE, FALSE, FALSE, FALSE, 0),
      (21, 'open', FALSE, FALSE, FALSE, FALSE, FALSE, TRUE, TRUE, FALSE, FALSE, FALSE, 2),
      (22, 'open', FALSE, FALSE, FALSE, FALSE, FALSE, TRUE, TRUE, FALSE, FALSE, FALSE, 6),
      (23, 'open', FALSE, FALSE, FALSE, FALSE, FALSE, TRUE, TRUE, FALSE, FALSE, FALSE, 2),
      (24, 'conflict', TRUE, FALSE, FALSE, FALSE, FALSE, TRUE, FALSE, FALSE, FALSE, FALSE, 0),
      (25, 'conflict', TRUE, FALSE, FALSE, FALSE, FALSE, TRUE, FALSE, FALSE, FALSE, FALSE, 4),
      (26, 'conflict', TRUE, FALSE, FALSE, FALSE, FALSE, TRUE, FALSE, FALSE, FALSE, FALSE, 0),
      (27, 'open', FALSE, FALSE, FALSE, FALSE, FALSE, TRUE, TRUE, TRUE, TRUE, TRUE, 0) AS `answers`(`code`, `answer`, `certain_conflict`, `certain_prohibited`, `certain_required`, `certain_permitted`, `certain_not_regulated`, `possible_conflict`, `possible_prohibited`, `possible_required`, `possible_permitted`, `possible_not_regulated`, `undecided rails 0`)
      ON `answers`.`code` = `truths`.`truths of rails`
  ) AS `answered`
  LEFT JOIN VALUES
    (0, 0, 'xx/code-1'),
    (0, 1, 'xx/code-2'),
    (0, 2, 'xx/code-3') AS `deciding`(`ruling`, `lane`, `source`)
    ON `deciding`.`lane` = `answered`.`deciding lane`
  LEFT JOIN VALUES
    (0, 0, 'xx/code-1'),
    (0, 1, 'xx/code-2'),
    (0, 2, 'xx/code-3') AS `against`(`ruling`, `lane`, `source`)
    ON `against`.`lane` = `answered`.`against lane`
) AS `coded`
JOIN (
  SELECT
    `numbers`.`code` AS `code`,
    FILTER(
      ARRAY(
        CASE WHEN (
          `numbers`.`code` & 1
        ) <> 0 THEN 'age' END,
        CASE WHEN (
          `numbers`.`code` & 2
        ) <> 0 THEN 'in_custody' END,
        CASE WHEN (
          `numbers`.`code` & 4
        ) <> 0 THEN 'purpose' END,
        CASE WHEN (
          `numbers`.`code` & 8
        ) <> 0 THEN 'release' END,
        CASE WHEN (
          `numbers`.`code` & 16
        ) <> 0 THEN 'shown(effect={"search"})' END
      ),
      word -> NOT word IS NULL
    ) AS `keys`
  FROM (
    SELECT
      EXPLODE(SEQUENCE(0, 31)) AS `code`
  ) AS `numbers`
) AS `missing 0`
  ON `missing 0`.`code` = `coded`.`missing 0`
