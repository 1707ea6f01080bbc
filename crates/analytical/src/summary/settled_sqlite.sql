-- What purchases and lines bring to their customers is noted first, one row for each customer, and written to the customer's own row, which is
-- wide and has many indexes, once before the commit: the store deletes what is noted in tables called `unsettled_…`, and the triggers of
-- that deletion write it. What takes away or changes something settles what is noted before it goes to work.
DROP TRIGGER purchase_customer_insert;
DROP TRIGGER purchase_channel_insert;
DROP TRIGGER line_customer_insert;
CREATE TABLE unsettled_customer (workspace_id BIGINT NOT NULL, noun BIGINT NOT NULL, customer UUID NOT NULL, purchases BIGINT NOT NULL,
    bought BIGINT NOT NULL, returned BIGINT NOT NULL, days BIGINT NOT NULL, total BIGINT NOT NULL, returned_total BIGINT NOT NULL,
    margin BIGINT NOT NULL, costed BIGINT NOT NULL, discounts BIGINT NOT NULL, discounted BIGINT NOT NULL,
    products BIGINT NOT NULL, product BLOB, product_times BIGINT NOT NULL,
    categories BIGINT NOT NULL, category BLOB, category_times BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, noun, customer)) WITHOUT ROWID;
CREATE TRIGGER purchase_customer_insert AFTER INSERT ON purchase WHEN NEW.removed_at IS NULL BEGIN
    INSERT INTO person_part (workspace_id, person, part, name, times) SELECT NEW.workspace_id, NEW.person, 3, NEW.channel, 0 WHERE NEW.person IS NOT NULL AND NEW.channel IS NOT NULL AND coalesce(NEW.kind, 'sale') <> 'return' AND coalesce(NEW.total, 0) >= 0
        AND NOT EXISTS (SELECT 1 FROM person_part b WHERE b.workspace_id = NEW.workspace_id AND b.person = NEW.person AND b.part = 3 AND b.name = NEW.channel);
    UPDATE person_part SET times = times + 1 WHERE workspace_id = NEW.workspace_id AND person = NEW.person AND part = 3 AND name = NEW.channel AND coalesce(NEW.kind, 'sale') <> 'return' AND coalesce(NEW.total, 0) >= 0;
    INSERT INTO unsettled_customer SELECT NEW.workspace_id, 1, NEW.person, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, NULL, 0, 0, NULL, 0 WHERE NEW.person IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM unsettled_customer u WHERE u.workspace_id = NEW.workspace_id AND u.noun = 1 AND u.customer = NEW.person);
    UPDATE unsettled_customer SET (purchases, bought, returned, days, total, returned_total) = (SELECT 1, bought + s.live, returned + 1 - s.live,
        days + (s.live AND NOT EXISTS (SELECT 1 FROM purchase p WHERE p.workspace_id = NEW.workspace_id AND p.person = NEW.person AND p.purchased_at >= (NEW.purchased_at - (NEW.purchased_at % 86400000000 + 86400000000) % 86400000000)
            AND p.purchased_at < (NEW.purchased_at - (NEW.purchased_at % 86400000000 + 86400000000) % 86400000000) + 86400000000 AND p.id <> NEW.id AND p.removed_at IS NULL AND coalesce(p.kind, 'sale') <> 'return' AND coalesce(p.total, 0) >= 0)),
        total + s.worth, returned_total + CASE WHEN s.live THEN 0 ELSE s.worth END
        FROM (SELECT coalesce(NEW.kind, 'sale') <> 'return' AND coalesce(NEW.total, 0) >= 0 AS live, CASE WHEN NEW.total_currency = (SELECT currency FROM workspace WHERE workspace.id = NEW.workspace_id) THEN coalesce(NEW.total, 0) ELSE 0 END AS worth) s)
        WHERE workspace_id = NEW.workspace_id AND noun = 1 AND customer = NEW.person;
    INSERT INTO company_part (workspace_id, company, part, name, times) SELECT NEW.workspace_id, NEW.company, 3, NEW.channel, 0 WHERE NEW.company IS NOT NULL AND NEW.channel IS NOT NULL AND coalesce(NEW.kind, 'sale') <> 'return' AND coalesce(NEW.total, 0) >= 0
        AND NOT EXISTS (SELECT 1 FROM company_part b WHERE b.workspace_id = NEW.workspace_id AND b.company = NEW.company AND b.part = 3 AND b.name = NEW.channel);
    UPDATE company_part SET times = times + 1 WHERE workspace_id = NEW.workspace_id AND company = NEW.company AND part = 3 AND name = NEW.channel AND coalesce(NEW.kind, 'sale') <> 'return' AND coalesce(NEW.total, 0) >= 0;
    INSERT INTO unsettled_customer SELECT NEW.workspace_id, 2, NEW.company, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, NULL, 0, 0, NULL, 0 WHERE NEW.company IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM unsettled_customer u WHERE u.workspace_id = NEW.workspace_id AND u.noun = 2 AND u.customer = NEW.company);
    UPDATE unsettled_customer SET (purchases, bought, returned, days, total, returned_total) = (SELECT 1, bought + s.live, returned + 1 - s.live,
        days + (s.live AND NOT EXISTS (SELECT 1 FROM purchase p WHERE p.workspace_id = NEW.workspace_id AND p.company = NEW.company AND p.purchased_at >= (NEW.purchased_at - (NEW.purchased_at % 86400000000 + 86400000000) % 86400000000)
            AND p.purchased_at < (NEW.purchased_at - (NEW.purchased_at % 86400000000 + 86400000000) % 86400000000) + 86400000000 AND p.id <> NEW.id AND p.removed_at IS NULL AND coalesce(p.kind, 'sale') <> 'return' AND coalesce(p.total, 0) >= 0)),
        total + s.worth, returned_total + CASE WHEN s.live THEN 0 ELSE s.worth END
        FROM (SELECT coalesce(NEW.kind, 'sale') <> 'return' AND coalesce(NEW.total, 0) >= 0 AS live, CASE WHEN NEW.total_currency = (SELECT currency FROM workspace WHERE workspace.id = NEW.workspace_id) THEN coalesce(NEW.total, 0) ELSE 0 END AS worth) s)
        WHERE workspace_id = NEW.workspace_id AND noun = 2 AND customer = NEW.company;
END;
CREATE VIEW noted_line AS SELECT workspace_id, purchase AS person, purchase AS company, product, category, margin, total AS costed, total AS discounts, total AS discounted
    FROM purchase_line;
CREATE TRIGGER line_customer_insert AFTER INSERT ON purchase_line WHEN NEW.removed_at IS NULL BEGIN
    INSERT INTO noted_line SELECT NEW.workspace_id, s.person, s.company, CASE WHEN s.counts THEN NEW.product END, CASE WHEN s.counts THEN NEW.category END,
        coalesce(CASE WHEN NEW.margin_currency = s.currency THEN NEW.margin END, 0),
        coalesce(CASE WHEN NEW.margin_currency = s.currency AND NEW.margin IS NOT NULL THEN NEW.total END, 0),
        coalesce(CASE WHEN NEW.discount <> 0 AND NEW.unit_price_currency = s.currency AND NEW.total_currency = s.currency
            AND NEW.unit_price * NEW.quantity BETWEEN -8999999999999999999 AND 8999999999999999999
            THEN (NEW.unit_price * NEW.quantity + CASE WHEN NEW.unit_price * NEW.quantity < 0 THEN -500000 ELSE 500000 END) / 1000000 - NEW.total END, 0),
        s.counts AND coalesce(NEW.discount, 0) > 0
        FROM (SELECT p.person, p.company, (SELECT currency FROM workspace WHERE workspace.id = NEW.workspace_id) AS currency, coalesce(NEW.quantity, 1000000) > 0 AND coalesce(p.kind, 'sale') <> 'return' AND coalesce(p.total, 0) >= 0 AS counts
            FROM purchase p WHERE p.workspace_id = NEW.workspace_id AND p.id = NEW.purchase AND p.removed_at IS NULL) s;
END;
CREATE TRIGGER noted_line_insert INSTEAD OF INSERT ON noted_line BEGIN
    INSERT INTO person_part (workspace_id, person, part, name, times) SELECT NEW.workspace_id, NEW.person, 1, NEW.product, 0 WHERE NEW.person IS NOT NULL AND NEW.product IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM person_part b WHERE b.workspace_id = NEW.workspace_id AND b.person = NEW.person AND b.part = 1 AND b.name = NEW.product);
    UPDATE person_part SET times = times + 1 WHERE workspace_id = NEW.workspace_id AND person = NEW.person AND part = 1 AND name = NEW.product;
    INSERT INTO person_part (workspace_id, person, part, name, times) SELECT NEW.workspace_id, NEW.person, 2, NEW.category, 0 WHERE NEW.person IS NOT NULL AND NEW.category IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM person_part b WHERE b.workspace_id = NEW.workspace_id AND b.person = NEW.person AND b.part = 2 AND b.name = NEW.category);
    UPDATE person_part SET times = times + 1 WHERE workspace_id = NEW.workspace_id AND person = NEW.person AND part = 2 AND name = NEW.category;
    INSERT INTO unsettled_customer SELECT NEW.workspace_id, 1, NEW.person, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, NULL, 0, 0, NULL, 0 WHERE NEW.person IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM unsettled_customer u WHERE u.workspace_id = NEW.workspace_id AND u.noun = 1 AND u.customer = NEW.person);
    UPDATE unsettled_customer SET (margin, costed, discounts, discounted, products, product, product_times, categories, category, category_times) = (SELECT
        margin + NEW.margin, costed + NEW.costed, discounts + NEW.discounts, discounted + NEW.discounted,
        products + coalesce(a1.times = 1, 0), CASE WHEN a1.times > product_times OR (a1.times = product_times AND a1.name < product) THEN a1.name ELSE product END, CASE WHEN a1.times > product_times THEN a1.times ELSE product_times END, categories + coalesce(a2.times = 1, 0), CASE WHEN a2.times > category_times OR (a2.times = category_times AND a2.name < category) THEN a2.name ELSE category END, CASE WHEN a2.times > category_times THEN a2.times ELSE category_times END
        FROM (SELECT 1) s
        LEFT JOIN person_part a1 ON a1.workspace_id = NEW.workspace_id AND a1.person = NEW.person AND a1.part = 1 AND a1.name = NEW.product
        LEFT JOIN person_part a2 ON a2.workspace_id = NEW.workspace_id AND a2.person = NEW.person AND a2.part = 2 AND a2.name = NEW.category)
        WHERE workspace_id = NEW.workspace_id AND noun = 1 AND customer = NEW.person;
    INSERT INTO company_part (workspace_id, company, part, name, times) SELECT NEW.workspace_id, NEW.company, 1, NEW.product, 0 WHERE NEW.company IS NOT NULL AND NEW.product IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM company_part b WHERE b.workspace_id = NEW.workspace_id AND b.company = NEW.company AND b.part = 1 AND b.name = NEW.product);
    UPDATE company_part SET times = times + 1 WHERE workspace_id = NEW.workspace_id AND company = NEW.company AND part = 1 AND name = NEW.product;
    INSERT INTO company_part (workspace_id, company, part, name, times) SELECT NEW.workspace_id, NEW.company, 2, NEW.category, 0 WHERE NEW.company IS NOT NULL AND NEW.category IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM company_part b WHERE b.workspace_id = NEW.workspace_id AND b.company = NEW.company AND b.part = 2 AND b.name = NEW.category);
    UPDATE company_part SET times = times + 1 WHERE workspace_id = NEW.workspace_id AND company = NEW.company AND part = 2 AND name = NEW.category;
    INSERT INTO unsettled_customer SELECT NEW.workspace_id, 2, NEW.company, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, NULL, 0, 0, NULL, 0 WHERE NEW.company IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM unsettled_customer u WHERE u.workspace_id = NEW.workspace_id AND u.noun = 2 AND u.customer = NEW.company);
    UPDATE unsettled_customer SET (margin, costed, discounts, discounted, products, product, product_times, categories, category, category_times) = (SELECT
        margin + NEW.margin, costed + NEW.costed, discounts + NEW.discounts, discounted + NEW.discounted,
        products + coalesce(a1.times = 1, 0), CASE WHEN a1.times > product_times OR (a1.times = product_times AND a1.name < product) THEN a1.name ELSE product END, CASE WHEN a1.times > product_times THEN a1.times ELSE product_times END, categories + coalesce(a2.times = 1, 0), CASE WHEN a2.times > category_times OR (a2.times = category_times AND a2.name < category) THEN a2.name ELSE category END, CASE WHEN a2.times > category_times THEN a2.times ELSE category_times END
        FROM (SELECT 1) s
        LEFT JOIN company_part a1 ON a1.workspace_id = NEW.workspace_id AND a1.company = NEW.company AND a1.part = 1 AND a1.name = NEW.product
        LEFT JOIN company_part a2 ON a2.workspace_id = NEW.workspace_id AND a2.company = NEW.company AND a2.part = 2 AND a2.name = NEW.category)
        WHERE workspace_id = NEW.workspace_id AND noun = 2 AND customer = NEW.company;
END;
CREATE TRIGGER unsettled_person AFTER DELETE ON unsettled_customer WHEN OLD.noun = 1 BEGIN
    UPDATE person SET (bought_count, bought_days, bought_first, bought_last, bought_gap, bought_total, bought_total_currency, returned_count, returned_total, returned_total_currency, bought_channel, bought_channels, bought_margin, bought_margin_currency, bought_costed, bought_costed_currency, margin_share, discount_total, discount_total_currency, discounted_count, bought_products, bought_categories) = (SELECT CASE WHEN c <> 0 THEN c END, CASE WHEN d <> 0 THEN d END, f, l, CASE WHEN d > 1 THEN (l - f) / 86400 / (d - 1) END, CASE WHEN c + r > 0 THEN t END, CASE WHEN c + r > 0 THEN u END, CASE WHEN r <> 0 THEN r END, CASE WHEN r > 0 THEN b END, CASE WHEN r > 0 THEN u END, ch, chs, CASE WHEN m <> 0 OR k <> 0 THEN m END, CASE WHEN m <> 0 OR k <> 0 THEN u END, CASE WHEN m <> 0 OR k <> 0 THEN k END, CASE WHEN m <> 0 OR k <> 0 THEN u END, CASE WHEN k > 0 THEN m * 10000 / k * 10000 END, CASE WHEN o <> 0 THEN o END, CASE WHEN o <> 0 THEN u END, CASE WHEN n <> 0 THEN n END, CASE WHEN c1 <> 0 THEN c1 END, CASE WHEN c2 <> 0 THEN c2 END FROM (SELECT
        coalesce(person.bought_count, 0) + OLD.bought AS c, coalesce(person.returned_count, 0) + OLD.returned AS r, coalesce(person.bought_days, 0) + OLD.days AS d,
        coalesce(person.bought_total, 0) + OLD.total AS t, coalesce(person.returned_total, 0) + OLD.returned_total AS b,
        (SELECT p.purchased_at FROM purchase p WHERE p.workspace_id = OLD.workspace_id AND p.person = OLD.customer AND p.removed_at IS NULL AND coalesce(p.kind, 'sale') <> 'return' AND coalesce(p.total, 0) >= 0 ORDER BY p.purchased_at LIMIT 1) AS f,
        (SELECT p.purchased_at FROM purchase p WHERE p.workspace_id = OLD.workspace_id AND p.person = OLD.customer AND p.removed_at IS NULL AND coalesce(p.kind, 'sale') <> 'return' AND coalesce(p.total, 0) >= 0 ORDER BY p.purchased_at DESC LIMIT 1) AS l,
        (SELECT b.name FROM person_part b WHERE b.workspace_id = OLD.workspace_id AND b.person = OLD.customer AND b.part = 3 ORDER BY b.times DESC, b.name LIMIT 1) AS ch,
        (SELECT CASE WHEN count(*) > 0 THEN '["' || group_concat(e.name, '","') || '"]' END FROM (SELECT b.name FROM person_part b WHERE b.workspace_id = OLD.workspace_id AND b.person = OLD.customer AND b.part = 3 ORDER BY b.name) e) AS chs,
        coalesce(person.bought_margin, 0) + OLD.margin AS m, coalesce(person.bought_costed, 0) + OLD.costed AS k, coalesce(person.discount_total, 0) + OLD.discounts AS o,
        coalesce(person.discounted_count, 0) + OLD.discounted AS n, coalesce(person.bought_products, 0) + OLD.products AS c1, coalesce(person.bought_categories, 0) + OLD.categories AS c2,
        (SELECT currency FROM workspace WHERE workspace.id = OLD.workspace_id) AS u) moved) WHERE workspace_id = OLD.workspace_id AND id = OLD.customer AND OLD.purchases = 1;
    UPDATE person SET (bought_margin, bought_margin_currency, bought_costed, bought_costed_currency, margin_share, discount_total, discount_total_currency, discounted_count, bought_products, bought_categories) = (SELECT CASE WHEN m <> 0 OR k <> 0 THEN m END, CASE WHEN m <> 0 OR k <> 0 THEN u END, CASE WHEN m <> 0 OR k <> 0 THEN k END, CASE WHEN m <> 0 OR k <> 0 THEN u END, CASE WHEN k > 0 THEN m * 10000 / k * 10000 END, CASE WHEN o <> 0 THEN o END, CASE WHEN o <> 0 THEN u END, CASE WHEN n <> 0 THEN n END, CASE WHEN c1 <> 0 THEN c1 END, CASE WHEN c2 <> 0 THEN c2 END FROM (SELECT
        coalesce(person.bought_margin, 0) + OLD.margin AS m, coalesce(person.bought_costed, 0) + OLD.costed AS k, coalesce(person.discount_total, 0) + OLD.discounts AS o,
        coalesce(person.discounted_count, 0) + OLD.discounted AS n, coalesce(person.bought_products, 0) + OLD.products AS c1, coalesce(person.bought_categories, 0) + OLD.categories AS c2,
        (SELECT currency FROM workspace WHERE workspace.id = OLD.workspace_id) AS u) moved) WHERE workspace_id = OLD.workspace_id AND id = OLD.customer AND OLD.purchases = 0;
    UPDATE person SET bought_product = OLD.product WHERE workspace_id = OLD.workspace_id AND id = OLD.customer AND OLD.product IS NOT NULL AND bought_product IS NOT OLD.product
        AND (bought_product IS NULL OR OLD.product_times > coalesce((SELECT b.times FROM person_part b WHERE b.workspace_id = OLD.workspace_id AND b.person = OLD.customer AND b.part = 1 AND b.name = person.bought_product), 0) OR (OLD.product < bought_product AND OLD.product_times = (SELECT b.times FROM person_part b WHERE b.workspace_id = OLD.workspace_id AND b.person = OLD.customer AND b.part = 1 AND b.name = person.bought_product)));
    UPDATE person SET bought_category = OLD.category WHERE workspace_id = OLD.workspace_id AND id = OLD.customer AND OLD.category IS NOT NULL AND bought_category IS NOT OLD.category
        AND (bought_category IS NULL OR OLD.category_times > coalesce((SELECT b.times FROM person_part b WHERE b.workspace_id = OLD.workspace_id AND b.person = OLD.customer AND b.part = 2 AND b.name = person.bought_category), 0) OR (OLD.category < bought_category AND OLD.category_times = (SELECT b.times FROM person_part b WHERE b.workspace_id = OLD.workspace_id AND b.person = OLD.customer AND b.part = 2 AND b.name = person.bought_category)));
END;
CREATE TRIGGER unsettled_company AFTER DELETE ON unsettled_customer WHEN OLD.noun = 2 BEGIN
    UPDATE company SET (bought_count, bought_days, bought_first, bought_last, bought_gap, bought_total, bought_total_currency, returned_count, returned_total, returned_total_currency, bought_channel, bought_channels, bought_margin, bought_margin_currency, bought_costed, bought_costed_currency, margin_share, discount_total, discount_total_currency, discounted_count, bought_products, bought_categories) = (SELECT CASE WHEN c <> 0 THEN c END, CASE WHEN d <> 0 THEN d END, f, l, CASE WHEN d > 1 THEN (l - f) / 86400 / (d - 1) END, CASE WHEN c + r > 0 THEN t END, CASE WHEN c + r > 0 THEN u END, CASE WHEN r <> 0 THEN r END, CASE WHEN r > 0 THEN b END, CASE WHEN r > 0 THEN u END, ch, chs, CASE WHEN m <> 0 OR k <> 0 THEN m END, CASE WHEN m <> 0 OR k <> 0 THEN u END, CASE WHEN m <> 0 OR k <> 0 THEN k END, CASE WHEN m <> 0 OR k <> 0 THEN u END, CASE WHEN k > 0 THEN m * 10000 / k * 10000 END, CASE WHEN o <> 0 THEN o END, CASE WHEN o <> 0 THEN u END, CASE WHEN n <> 0 THEN n END, CASE WHEN c1 <> 0 THEN c1 END, CASE WHEN c2 <> 0 THEN c2 END FROM (SELECT
        coalesce(company.bought_count, 0) + OLD.bought AS c, coalesce(company.returned_count, 0) + OLD.returned AS r, coalesce(company.bought_days, 0) + OLD.days AS d,
        coalesce(company.bought_total, 0) + OLD.total AS t, coalesce(company.returned_total, 0) + OLD.returned_total AS b,
        (SELECT p.purchased_at FROM purchase p WHERE p.workspace_id = OLD.workspace_id AND p.company = OLD.customer AND p.removed_at IS NULL AND coalesce(p.kind, 'sale') <> 'return' AND coalesce(p.total, 0) >= 0 ORDER BY p.purchased_at LIMIT 1) AS f,
        (SELECT p.purchased_at FROM purchase p WHERE p.workspace_id = OLD.workspace_id AND p.company = OLD.customer AND p.removed_at IS NULL AND coalesce(p.kind, 'sale') <> 'return' AND coalesce(p.total, 0) >= 0 ORDER BY p.purchased_at DESC LIMIT 1) AS l,
        (SELECT b.name FROM company_part b WHERE b.workspace_id = OLD.workspace_id AND b.company = OLD.customer AND b.part = 3 ORDER BY b.times DESC, b.name LIMIT 1) AS ch,
        (SELECT CASE WHEN count(*) > 0 THEN '["' || group_concat(e.name, '","') || '"]' END FROM (SELECT b.name FROM company_part b WHERE b.workspace_id = OLD.workspace_id AND b.company = OLD.customer AND b.part = 3 ORDER BY b.name) e) AS chs,
        coalesce(company.bought_margin, 0) + OLD.margin AS m, coalesce(company.bought_costed, 0) + OLD.costed AS k, coalesce(company.discount_total, 0) + OLD.discounts AS o,
        coalesce(company.discounted_count, 0) + OLD.discounted AS n, coalesce(company.bought_products, 0) + OLD.products AS c1, coalesce(company.bought_categories, 0) + OLD.categories AS c2,
        (SELECT currency FROM workspace WHERE workspace.id = OLD.workspace_id) AS u) moved) WHERE workspace_id = OLD.workspace_id AND id = OLD.customer AND OLD.purchases = 1;
    UPDATE company SET (bought_margin, bought_margin_currency, bought_costed, bought_costed_currency, margin_share, discount_total, discount_total_currency, discounted_count, bought_products, bought_categories) = (SELECT CASE WHEN m <> 0 OR k <> 0 THEN m END, CASE WHEN m <> 0 OR k <> 0 THEN u END, CASE WHEN m <> 0 OR k <> 0 THEN k END, CASE WHEN m <> 0 OR k <> 0 THEN u END, CASE WHEN k > 0 THEN m * 10000 / k * 10000 END, CASE WHEN o <> 0 THEN o END, CASE WHEN o <> 0 THEN u END, CASE WHEN n <> 0 THEN n END, CASE WHEN c1 <> 0 THEN c1 END, CASE WHEN c2 <> 0 THEN c2 END FROM (SELECT
        coalesce(company.bought_margin, 0) + OLD.margin AS m, coalesce(company.bought_costed, 0) + OLD.costed AS k, coalesce(company.discount_total, 0) + OLD.discounts AS o,
        coalesce(company.discounted_count, 0) + OLD.discounted AS n, coalesce(company.bought_products, 0) + OLD.products AS c1, coalesce(company.bought_categories, 0) + OLD.categories AS c2,
        (SELECT currency FROM workspace WHERE workspace.id = OLD.workspace_id) AS u) moved) WHERE workspace_id = OLD.workspace_id AND id = OLD.customer AND OLD.purchases = 0;
    UPDATE company SET bought_product = OLD.product WHERE workspace_id = OLD.workspace_id AND id = OLD.customer AND OLD.product IS NOT NULL AND bought_product IS NOT OLD.product
        AND (bought_product IS NULL OR OLD.product_times > coalesce((SELECT b.times FROM company_part b WHERE b.workspace_id = OLD.workspace_id AND b.company = OLD.customer AND b.part = 1 AND b.name = company.bought_product), 0) OR (OLD.product < bought_product AND OLD.product_times = (SELECT b.times FROM company_part b WHERE b.workspace_id = OLD.workspace_id AND b.company = OLD.customer AND b.part = 1 AND b.name = company.bought_product)));
    UPDATE company SET bought_category = OLD.category WHERE workspace_id = OLD.workspace_id AND id = OLD.customer AND OLD.category IS NOT NULL AND bought_category IS NOT OLD.category
        AND (bought_category IS NULL OR OLD.category_times > coalesce((SELECT b.times FROM company_part b WHERE b.workspace_id = OLD.workspace_id AND b.company = OLD.customer AND b.part = 2 AND b.name = company.bought_category), 0) OR (OLD.category < bought_category AND OLD.category_times = (SELECT b.times FROM company_part b WHERE b.workspace_id = OLD.workspace_id AND b.company = OLD.customer AND b.part = 2 AND b.name = company.bought_category)));
END;
CREATE TRIGGER purchase_customer_settle BEFORE UPDATE OF person, company, purchased_at, kind, channel, total, total_currency, removed_at ON purchase WHEN EXISTS (SELECT 1 FROM unsettled_customer) BEGIN
    DELETE FROM unsettled_customer;
END;
CREATE TRIGGER purchase_customer_settle_delete BEFORE DELETE ON purchase WHEN EXISTS (SELECT 1 FROM unsettled_customer) BEGIN
    DELETE FROM unsettled_customer;
END;
CREATE TRIGGER line_customer_settle BEFORE UPDATE OF purchase, product, category, quantity, unit_price, unit_price_currency, discount, total, total_currency, margin, margin_currency, removed_at ON purchase_line WHEN EXISTS (SELECT 1 FROM unsettled_customer) BEGIN
    DELETE FROM unsettled_customer;
END;
CREATE TRIGGER line_customer_settle_delete BEFORE DELETE ON purchase_line WHEN EXISTS (SELECT 1 FROM unsettled_customer) BEGIN
    DELETE FROM unsettled_customer;
END;
CREATE TRIGGER customer_check_settle BEFORE INSERT ON customer_check WHEN EXISTS (SELECT 1 FROM unsettled_customer) BEGIN
    DELETE FROM unsettled_customer;
END;
CREATE TRIGGER workspace_customer_settle BEFORE UPDATE OF currency ON workspace WHEN EXISTS (SELECT 1 FROM unsettled_customer) BEGIN
    DELETE FROM unsettled_customer;
END;
