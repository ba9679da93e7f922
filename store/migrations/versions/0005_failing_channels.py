"""How often the tries of a channel failed in a row; what is open of a channel is found without what was sent

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op


revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('failing',
    sa.Column('channel', sa.String(), nullable=False),
    sa.Column('failures', sa.Integer(), nullable=False),
    sa.Column('since', sa.DateTime(), nullable=False),
    sa.Column('error', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('channel', name=op.f('pk_failing'))
    )
    with op.batch_alter_table('delivery', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_delivery_channel_state'), ['channel', 'state'], unique=False)


def downgrade() -> None:
    op.drop_index('ix_delivery_channel_state', table_name='delivery')
    op.drop_table('failing')
