-- What products are counted in; what the price list said of a quoted line and says now; when a customer asked.
ALTER TABLE "product" ADD COLUMN "unit" TEXT;
ALTER TABLE "product" ADD COLUMN "unit_fold" TEXT;
ALTER TABLE "deal_line" ADD COLUMN "unit" TEXT;
ALTER TABLE "deal_line" ADD COLUMN "unit_fold" TEXT;
ALTER TABLE "quote_line" ADD COLUMN "unit" TEXT;
ALTER TABLE "quote_line" ADD COLUMN "unit_fold" TEXT;
ALTER TABLE "quote_line" ADD COLUMN "list_price" BIGINT;
ALTER TABLE "quote_line" ADD COLUMN "list_price_currency" TEXT;
ALTER TABLE "quote_line" ADD COLUMN "new_price" BIGINT;
ALTER TABLE "quote_line" ADD COLUMN "new_price_currency" TEXT;
ALTER TABLE "quote" ADD COLUMN "asked_at" BIGINT;
